package io.heliograph.acp;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;

/** Messages as events, so that what agents report to each other or to the hub is telemetry like any other. */
final class TelemetryEvents {
    private TelemetryEvents() {}

    /** The event bears the message's id, so that a message that comes again is no second event. */
    static Buffer of(Message message, boolean clockAhead) {
        StringBuilder event = new StringBuilder(message.payload().length() + 256);
        text(event.append("{\"type\":"), message.type());
        String agent = message.inPayload().agentId() == null
                ? message.from()
                : message.inPayload().agentId();
        if (agent != null) {
            text(event.append(",\"agent_id\":"), agent);
        }
        if (message.id() != null) {
            text(event.append(",\"id\":"), message.id());
        }
        // The time of receipt stands in for one that is not trusted.
        if (!clockAhead) {
            event.append(",\"timestamp\":").append(message.timestampText());
        }
        event.append(",\"payload\":{").append(message.inPayload().members()).append("}}");
        return Buffer.buffer(event.toString());
    }

    static void text(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
