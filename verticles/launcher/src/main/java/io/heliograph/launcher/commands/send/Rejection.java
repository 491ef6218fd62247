package io.heliograph.launcher.commands.send;

/** A line that the hub will not take, and why. */
record Rejection(long line, String code, String detail) {}
