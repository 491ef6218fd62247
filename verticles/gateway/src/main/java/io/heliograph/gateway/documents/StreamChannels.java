package io.heliograph.gateway.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.live.StreamEnded;
import io.heliograph.contracts.operations.Notification;
import java.util.Arrays;
import java.util.List;

/** The paths at which documents come bare: one a text frame, or one a server-sent event. */
final class StreamChannels {
    private static final String BEGIN = "begin";
    private static final String DOCUMENT = "document";
    private static final String END = "end";

    private final Schemas schemas;
    private final ObjectNode channels;
    private final ObjectNode operations;

    StreamChannels(Schemas schemas, ObjectNode channels, ObjectNode operations) {
        this.schemas = schemas;
        this.channels = channels;
        this.operations = operations;
    }

    void add(Notification<?> notification) {
        addSocket(notification);
        addEventSource(notification);
    }

    private void addSocket(Notification<?> notification) {
        String name = notification.name() + ".socket";
        Channel channel = new Channel(
                channels,
                name,
                notification.path(),
                "ws",
                "A document a text frame. The close code says why it ended: 1008 with the credential,"
                        + " 1013 and a problem's code, 1001 when the hub stops.");
        channel.query(query(notification));
        if (isResumed(notification)) {
            channel.message(BEGIN, "Where it begins; first, and once", schemas.reference(notification.document()));
        }
        channel.message(DOCUMENT, notification.summary(), schemas.reference(notification.document()));
        channel.of(send(name, notification), isResumed(notification) ? List.of(BEGIN, DOCUMENT) : List.of(DOCUMENT));
    }

    private void addEventSource(Notification<?> notification) {
        String name = notification.name() + ".sse";
        Channel channel = new Channel(
                channels,
                name,
                notification.path(),
                "http",
                isResumed(notification)
                        ? "Server-sent events, with Accept: text/event-stream. The id of each is its resume, which Last-Event-ID brings back."
                        : "Server-sent events, with Accept: text/event-stream.");
        if (isResumed(notification)) {
            ObjectNode begin = schemas.reference(notification.document());
            channel.message(BEGIN, "event: begin, first, and once", begin).put("contentType", "text/event-stream");
        }
        channel.message(DOCUMENT, notification.summary(), schemas.reference(notification.document()))
                .put("contentType", "text/event-stream");
        channel.message(END, "event: end, last, where the hub ends it", schemas.reference(StreamEnded.class))
                .put("contentType", "text/event-stream");
        ObjectNode operation = send(name, notification);
        channel.of(operation, isResumed(notification) ? List.of(BEGIN, DOCUMENT, END) : List.of(DOCUMENT, END));
        ObjectNode http = operation.putObject("bindings").putObject("http").put("method", "GET");
        http.set("query", query(notification));
    }

    /** Whether its documents say where to go on, and the first one where it begins. */
    private static boolean isResumed(Notification<?> notification) {
        return Arrays.stream(notification.document().getRecordComponents())
                .anyMatch(member -> member.getName().equals("resume"));
    }

    private ObjectNode send(String name, Notification<?> notification) {
        return operations
                .putObject(name)
                .put("action", "send")
                .put("summary", notification.summary())
                .put("description", RpcMethodItem.scope(notification.begin()));
    }

    private ObjectNode query(Notification<?> notification) {
        return schemas.object(List.of(notification.begin().input().getRecordComponents()));
    }
}
