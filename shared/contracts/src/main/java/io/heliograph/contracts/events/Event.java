package io.heliograph.contracts.events;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** A stored event. */
public record Event(
        @Doc(value = "The sender's id, or a UUIDv7 given at the door", required = true)
        String id,

        @Doc(value = "When it happened", required = true) Instant timestamp,

        @Doc(value = "When the hub took it", required = true)
        Instant receivedAt,

        @Doc(value = "What happened", required = true) String type,
        @Doc("Where it comes from") String source,
        @Doc("The agent that it is about") String agentId,

        @Doc(value = "The project that it belongs to", required = true)
        String project,

        @Doc(value = "What the sender had to say, byte for byte", required = true)
        RawJson payload) {

    public Event {
        requireNonNull(id, "id");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(receivedAt, "receivedAt");
        requireNonNull(type, "type");
        requireNonNull(project, "project");
        requireNonNull(payload, "payload");
    }
}
