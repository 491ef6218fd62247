package io.heliograph.launcher.commands.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heliograph.contracts.json.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One page of GET /events. Events are cut out of the text, not decoded and written again, so that no number changes. */
record Page(List<StoredEvent> events, String next) {
    private static final JsonFactory JSON = new JsonFactory();

    static Page read(byte[] body) throws IOException {
        List<StoredEvent> events = null;
        String next = null;
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("items")) {
                    events = events(in, body);
                } else if (name.equals("next")) {
                    next = in.getValueAsString();
                } else {
                    in.skipChildren();
                }
            }
        } catch (DateTimeException e) {
            throw new IOException(e);
        }
        if (events == null) {
            throw new JsonParseException(null, "no 'items'");
        }
        return new Page(events, next);
    }

    private static List<StoredEvent> events(JsonParser in, byte[] body) throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            events.add(event(in, body));
        }
        return events;
    }

    private static StoredEvent event(JsonParser in, byte[] body) throws IOException {
        long start = in.currentTokenLocation().getByteOffset();
        Map<String, String> fields = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            boolean scalar = in.nextToken().isScalarValue();
            long from = in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            fields.put(name, scalar ? in.getValueAsString() : text(in, body, from));
        }
        return new StoredEvent(
                required(fields, "id"),
                time(required(fields, "timestamp")),
                time(required(fields, "received_at")),
                required(fields, "type"),
                fields.get("source"),
                fields.get("agent_id"),
                fields.getOrDefault("payload", "{}"),
                text(in, body, start));
    }

    /** From there to where the parser stands, on one line: between tokens a line break is but a space. */
    private static String text(JsonParser in, byte[] body, long from) {
        int to = (int) in.currentLocation().getByteOffset();
        return new String(body, (int) from, to - (int) from, StandardCharsets.UTF_8)
                .replace('\n', ' ')
                .replace('\r', ' ');
    }

    private static String required(Map<String, String> fields, String name) throws IOException {
        if (fields.get(name) == null) {
            throw new JsonParseException(null, "an event without '" + name + "'");
        }
        return fields.get(name);
    }

    private static Instant time(String text) {
        return Times.parse(text);
    }
}
