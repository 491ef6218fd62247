package io.heliograph.bridge.doors;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.bridge.StreamConfig;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.events.StreamedEvents;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.live.StreamEnded;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/** One reader of server-sent events. The id of every event is where to go on, which browsers send by themselves. */
final class EventSourceReader {
    private static final long KEEP_ALIVE_MS = 10_000;
    private static final int BEFORE_RESUME = "{\"resume\":\"".length();

    private final RoutingContext http;
    private final HttpServerResponse response;
    private final ReaderSink sink;
    private final Expiry expiry;
    private long timer = -1;

    EventSourceReader(RoutingContext http, StreamConfig config, Expiries expiries) {
        this.http = http;
        response = http.response();
        sink = new ReaderSink(
                Vertx.currentContext(), config.watcherBuffer(), document -> send("", document), this::end);
        expiry = new Expiry(http.vertx(), expiries, this::end);
    }

    void begin(Subscribable<EventSubscription, EventsSubscribed> feed, Caller caller, EventSubscription wanted) {
        feed.subscribe(caller, wanted, "stream", sink)
                .onSuccess(begun -> begun(begun, caller))
                .onFailure(http::fail);
    }

    private void begun(Subscription<EventsSubscribed> subscription, Caller caller) {
        if (response.closed()) {
            subscription.cancel();
            return;
        }
        http.addEndHandler(gone -> {
            http.vertx().cancelTimer(timer);
            expiry.cancel();
            if (sink.close()) {
                subscription.cancel();
            }
        });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Packing would hold events back, and so would a proxy that gathers answers.
                .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
                .putHeader("X-Accel-Buffering", "no");
        expiry.of(caller);
        timer = http.vertx().setPeriodic(KEEP_ALIVE_MS, tick -> keepAlive());
        send("event: begin\nretry: 1000\n", json(StreamedEvents.beginning(subscription.answer())));
        subscription.start();
    }

    /** Every document begins with its resume, which nothing but letters, digits, - and _ is in. */
    private Future<Void> send(String head, Buffer document) {
        int end = BEFORE_RESUME;
        while (document.getByte(end) != '"') {
            end++;
        }
        return response.write(Buffer.buffer(document.length() + end + head.length() + 16)
                .appendString(head)
                .appendString("id: ")
                .appendBuffer(document.slice(BEFORE_RESUME, end))
                .appendString("\ndata: ")
                .appendBuffer(oneLine(document))
                .appendString("\n\n"));
    }

    /** A comment, so that nobody on the way takes the connection for dead. */
    private void keepAlive() {
        if (sink.waiting() == 0) {
            response.write(":\n\n");
        }
    }

    private void end(Problem reason) {
        byte[] told = json(new StreamEnded(
                        reason.kind().code(), reason.detail(), reason.kind().advice()))
                .getBytes();
        response.end("event: end\ndata: " + new String(told, StandardCharsets.UTF_8) + "\n\n");
    }

    /** Line ends in JSON are never within a string, so a blank does as well. */
    private static Buffer oneLine(Buffer document) {
        byte[] bytes = document.getBytes();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
        return Buffer.buffer(bytes);
    }

    static Buffer json(Object value) {
        try {
            return Buffer.buffer(Json.HTTP.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
