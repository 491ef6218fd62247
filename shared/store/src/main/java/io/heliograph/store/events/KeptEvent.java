package io.heliograph.store.events;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.intake.JournaledEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** An event as the bytes that a dead letter keeps: one JSON object, its payload a string within, so that not a byte changes. */
final class KeptEvent {
    private KeptEvent() {}

    /** The project stands first: a migration reads it there. */
    static Buffer bytes(JournaledEvent event) {
        return new JsonObject()
                .put("project", event.project())
                .put("received_at_micros", event.receivedAt())
                .put("timestamp_micros", event.timestamp())
                .put("id", event.id())
                .put("own_id", event.hasOwnId())
                .put("type", event.type())
                .put("source", event.source())
                .put("agent_id", event.agentId())
                .put("payload", event.payload().text())
                .toBuffer();
    }

    static JournaledEvent read(Buffer bytes) {
        JsonObject kept = new JsonObject(bytes);
        boolean own = kept.getBoolean("own_id");
        String id = kept.getString("id");
        return new JournaledEvent(
                kept.getString("project"),
                kept.getLong("received_at_micros"),
                kept.getLong("timestamp_micros"),
                own ? null : UUID.fromString(id),
                own ? id : null,
                kept.getString("type"),
                kept.getString("source"),
                kept.getString("agent_id"),
                kept.getString("payload"));
    }

    /** As callers see it. */
    static Event shown(Buffer bytes) {
        JournaledEvent event = read(bytes);
        return new Event(
                event.id(),
                Micros.instant(event.timestamp()),
                Micros.instant(event.receivedAt()),
                event.type(),
                event.source(),
                event.agentId(),
                event.project(),
                new RawJson(event.payload().text()));
    }
}
