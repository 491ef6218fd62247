package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import java.time.Instant;

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

    /** An event whose id the hub gave. */
    JournaledEvent at(Instant time, String id) {
        return event(time, id, false);
    }

    /** An event that came with its sender's own id. */
    JournaledEvent own(Instant time, String id) {
        return event(time, id, true);
    }

    private JournaledEvent event(Instant time, String id, boolean own) {
        long received = Micros.of(time.plusMillis(7));
        return new JournaledEvent(project, received, Micros.of(time), id, own, type, source, agentId, payload);
    }
}
