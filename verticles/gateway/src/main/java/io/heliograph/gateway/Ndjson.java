package io.heliograph.gateway;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.Times;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One JSON object a line, with blanks for the line breaks that may stand between the tokens of a payload. Written by hand,
 * at a fraction of what it costs to have it mapped; a test compares the two.
 */
final class Ndjson implements ExportFormat {
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
        StringBuilder lines = new StringBuilder(events.size() * 320);
        for (Event event : events) {
            member(lines, "{\"id\":", event.id());
            member(lines, ",\"timestamp\":", Times.format(event.timestamp()));
            member(lines, ",\"received_at\":", Times.format(event.receivedAt()));
            member(lines, ",\"type\":", event.type());
            member(lines, ",\"source\":", event.source());
            member(lines, ",\"agent_id\":", event.agentId());
            member(lines, ",\"project\":", event.project());
            onOneLine(lines.append(",\"payload\":"), event.payload().text());
            lines.append("}\n");
        }
        return Buffer.buffer(lines.toString());
    }

    private static void member(StringBuilder line, String name, String value) {
        line.append(name);
        if (value == null) {
            line.append("null");
            return;
        }
        line.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, line);
        line.append('"');
    }

    /** Within the strings of a payload there are none: intake takes no raw control characters. */
    private static void onOneLine(StringBuilder line, String json) {
        if (json.indexOf('\n') < 0 && json.indexOf('\r') < 0) {
            line.append(json);
        } else {
            line.append(json.replace('\n', ' ').replace('\r', ' '));
        }
    }
}
