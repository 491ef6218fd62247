package io.heliograph.bridge.telemetry;

/** Somebody to whom payloads go. Called on the event loop on which it began. */
@FunctionalInterface
interface Watcher {
    void push(Payload payload);
}
