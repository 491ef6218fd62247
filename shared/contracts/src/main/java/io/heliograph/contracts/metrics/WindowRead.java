package io.heliograph.contracts.metrics;

/** A window that one node asks of another, from one second since 1970 up to another. */
public record WindowRead(
        String project, long fromSecond, long untilSecond, String type, String source, String agentId) {}
