package io.heliograph.bridge.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.live.LivePayload;
import io.vertx.core.buffer.Buffer;

/**
 * One payload in the forms in which it goes out, made once and shared by all. {@code number} grows from each to the next of a project.
 */
record Payload(long number, Buffer json, SharedFrame frame, Buffer event) {
    static Payload of(long number, LivePayload payload) {
        Buffer json = json(payload);
        Buffer event = Buffer.buffer("data: ").appendBuffer(json).appendString("\n\n");
        return new Payload(number, json, SharedFrame.of(json), event);
    }

    static Buffer json(Record value) {
        try {
            return Buffer.buffer(Json.HTTP.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
