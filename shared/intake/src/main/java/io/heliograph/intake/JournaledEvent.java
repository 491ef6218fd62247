package io.heliograph.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An accepted event as the journal gives it back: either the hub gave it an id, or its sender did. Times are microseconds
 * since 1970; source and agent may be null.
 */
public record JournaledEvent(
        String project,
        long receivedAt,
        long timestamp,
        UUID hubId,
        String ownId,
        String type,
        String source,
        String agentId,
        Payload payload) {
    public JournaledEvent {
        if ((hubId == null) == (ownId == null)) {
            throw new IllegalArgumentException("an event has one id: the hub's or its sender's");
        }
    }

    public JournaledEvent(
            String project,
            long receivedAt,
            long timestamp,
            UUID hubId,
            String ownId,
            String type,
            String source,
            String agentId,
            String payload) {
        this(project, receivedAt, timestamp, hubId, ownId, type, source, agentId, Payload.of(payload));
    }

    /** Whether the id is its sender's, and may have come before. */
    public boolean hasOwnId() {
        return ownId != null;
    }

    /** When it happened, as its sender says. */
    public Instant time() {
        return instant(timestamp);
    }

    /** When the hub took it. */
    public Instant received() {
        return instant(receivedAt);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public String id() {
        return ownId != null ? ownId : hubId.toString();
    }
}
