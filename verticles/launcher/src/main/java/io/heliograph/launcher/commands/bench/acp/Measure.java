package io.heliograph.launcher.commands.bench.acp;

/** What is measured, as people type it. */
enum Measure {
    messages,
    broadcast,
    idle,
    panic
}
