package io.heliograph.store.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heliograph.intake.JournaledEvent;
import java.time.Instant;
import java.util.UUID;

/** Makes journaled events for tests. */
record Sample(String project, String type, String source, String agentId, String payload) {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");

    static Sample of(String project) {
        return new Sample(project, "hardware.gpu", null, null, "{}");
    }

    Sample type(String other) {
        return new Sample(project, other, source, agentId, payload);
    }

    Sample source(String other) {
        return new Sample(project, type, other, agentId, payload);
    }

    Sample agent(String other) {
        return new Sample(project, type, source, other, payload);
    }

    Sample payload(String other) {
        return new Sample(project, type, source, agentId, other);
    }

    /** An event whose id the hub gave; it is the label if that is a UUID, and else derived from it. */
    JournaledEvent at(Instant time, String label) {
        boolean isId = label.length() == 36;
        return event(time, isId ? UUID.fromString(label) : UUID.nameUUIDFromBytes(label.getBytes(UTF_8)), null);
    }

    /** An event that came with its sender's own id. */
    JournaledEvent own(Instant time, String id) {
        return event(time, null, id);
    }

    private JournaledEvent event(Instant time, UUID hubId, String ownId) {
        long received = Micros.of(time.plusMillis(7));
        return new JournaledEvent(project, received, Micros.of(time), hubId, ownId, type, source, agentId, payload);
    }
}
