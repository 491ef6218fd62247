package io.heliograph.bridge.telemetry;

import io.heliograph.contracts.live.StreamEnded;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** One watcher by server-sent events. */
final class LiveEventSource {
    private static final long LOOK_MS = 10_000;

    private final RoutingContext http;
    private final Context loop;
    private final HttpServerResponse response;
    private final LiveFeed feed;
    private final Caller caller;
    private final Newest newest;
    private final Expiry expiry;
    private long sentBefore = -1;

    LiveEventSource(RoutingContext http, LiveFeed feed, Caller caller, Expiries expiries) {
        this.http = http;
        loop = http.vertx().getOrCreateContext();
        response = http.response();
        this.feed = feed;
        this.caller = caller;
        newest = new Newest(payload -> response.write(payload.event()));
        expiry = new Expiry(http.vertx(), expiries, this::end);
    }

    void begin() {
        Runnable place = feed.claim(caller);
        long timer = http.vertx().setPeriodic(LOOK_MS, tick -> lookAfter());
        http.addEndHandler(gone -> {
            http.vertx().cancelTimer(timer);
            expiry.cancel();
            feed.leave(caller.project(), newest);
            place.run();
        });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Packing would hold payloads back, and so would a proxy that gathers answers.
                .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
                .putHeader("X-Accel-Buffering", "no");
        expiry.of(caller);
        response.write("retry: 1000\n\n");
        feed.enter(caller.project(), loop, newest);
    }

    private void end(Problem reason) {
        StreamEnded told = new StreamEnded(
                reason.kind().code(), reason.detail(), reason.kind().advice());
        response.end(Buffer.buffer("event: end\ndata: ")
                .appendBuffer(Payload.json(told))
                .appendString("\n\n"));
    }

    /** A comment keeps the connection from being taken for dead; who takes nothing for long is let go. */
    private void lookAfter() {
        if (newest.isBusy() && newest.sent() == sentBefore) {
            http.request().connection().close();
            return;
        }
        sentBefore = newest.isBusy() ? newest.sent() : -1;
        if (!newest.isBusy()) {
            response.write(":\n\n");
        }
    }
}
