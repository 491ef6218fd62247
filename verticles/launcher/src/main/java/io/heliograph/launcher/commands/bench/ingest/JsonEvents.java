package io.heliograph.launcher.commands.bench.ingest;

import java.util.List;

/** Writes sample events as JSON. */
final class JsonEvents {
    private static final int AROUND_NOTE = ",\"note\":\"\"".length();

    private JsonEvents() {}

    static Body array(List<SampleEvent> events, boolean ownIds) {
        BodyBuilder body = new BodyBuilder().text("[");
        for (int i = 0; i < events.size(); i++) {
            event(i == 0 ? body : body.text(","), events.get(i), ownIds);
        }
        return body.text("]").build();
    }

    static Body lines(List<SampleEvent> events, boolean ownIds) {
        BodyBuilder body = new BodyBuilder();
        events.forEach(event -> event(body, event, ownIds).text("\n"));
        return body.build();
    }

    /** How long a note must be for an event of this size; 0 if it is as large without one. */
    static int noteLength(SampleEvent without, int size, boolean ownIds) {
        int plain = event(new BodyBuilder(), without, ownIds).build().length();
        return Math.max(0, size - plain - AROUND_NOTE);
    }

    private static BodyBuilder event(BodyBuilder body, SampleEvent event, boolean ownId) {
        body.text("{");
        if (ownId) {
            body.text("\"id\":\"").id().text("\",");
        }
        body.text("\"type\":\"%s\",\"source\":\"worker\",\"agent_id\":\"%s\",\"timestamp\":\""
                        .formatted(event.type(), event.agent()))
                .time()
                .text(
                        "\",\"payload\":{\"temperature_c\":%d.5,\"utilization_pct\":%d,\"memory_used_mb\":%d,\"power_w\":%d,\"fan_speed_pct\":%d"
                                .formatted(
                                        event.temperature(),
                                        event.utilization(),
                                        event.memory(),
                                        event.power(),
                                        event.fan()));
        if (event.noteLength() > 0) {
            body.text(",\"note\":\"" + event.note() + "\"");
        }
        return body.text("}}");
    }
}
