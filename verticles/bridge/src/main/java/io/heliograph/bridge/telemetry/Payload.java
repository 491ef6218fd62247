package io.heliograph.bridge.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.live.LivePayload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;

/** One payload in the forms in which it goes out, made once and shared by all who get it. */
record Payload(Buffer json, WebSocketFrame frame, Buffer event) {
    static Payload of(LivePayload payload) {
        byte[] json = bytes(payload);
        Buffer event = Buffer.buffer("data: ").appendBytes(json).appendString("\n\n");
        return new Payload(
                Buffer.buffer(json), WebSocketFrame.textFrame(new String(json, StandardCharsets.UTF_8), true), event);
    }

    private static byte[] bytes(LivePayload payload) {
        try {
            return Json.HTTP.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
