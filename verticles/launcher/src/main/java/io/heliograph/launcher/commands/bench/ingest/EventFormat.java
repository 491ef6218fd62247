package io.heliograph.launcher.commands.bench.ingest;

import java.util.List;

/** The forms in which a body of events can be sent, as they are typed. */
enum EventFormat {
    json("application/json"),
    ndjson("application/x-ndjson"),
    msgpack("application/msgpack");

    private final String contentType;

    EventFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    Body body(List<SampleEvent> events, boolean ownIds) {
        return switch (this) {
            case json -> JsonEvents.array(events, ownIds);
            case ndjson -> JsonEvents.lines(events, ownIds);
            case msgpack -> MsgpackEvents.array(events, ownIds);
        };
    }
}
