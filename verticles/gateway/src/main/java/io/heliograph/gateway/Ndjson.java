package io.heliograph.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** One JSON object a line, with blanks for the line breaks that may stand between the tokens of a payload. */
final class Ndjson implements ExportFormat {
    private static final ObjectWriter WRITER = Json.HTTP.writerFor(Event.class);

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public String fileName() {
        return "events.ndjson";
    }

    @Override
    public Buffer head() {
        return Buffer.buffer();
    }

    @Override
    public Buffer write(List<Event> events) {
        Buffer lines = Buffer.buffer(events.size() * 320);
        try {
            for (Event event : events) {
                lines.appendBytes(onOneLine(WRITER.writeValueAsBytes(event))).appendByte((byte) '\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
        return lines;
    }

    /** Within the strings of a payload there are none: intake takes no raw control characters. */
    private static byte[] onOneLine(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
        return json;
    }
}
