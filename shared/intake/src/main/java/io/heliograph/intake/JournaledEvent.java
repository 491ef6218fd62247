package io.heliograph.intake;

/** An accepted event as the journal gives it back. Times are microseconds since 1970; source and agent may be null. */
public record JournaledEvent(
        String project,
        long receivedAt,
        long timestamp,
        String id,
        boolean ownId,
        String type,
        String source,
        String agentId,
        String payload) {}
