package io.heliograph.bridge.telemetry;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One watcher on a WebSocket: a payload a text frame, {@code pong} for {@code ping}. Whoever takes nothing is gone. */
final class LiveSocket {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    private static final long PING_MS = 10_000;
    private static final short GOING_AWAY = 1001;
    private static final short VIOLATION = 1008;
    private static final int MOST_FRAMES = 200;
    private static final String PING = "ping";
    private static final String PONG = "pong";

    private final Vertx vertx;
    private final Context loop;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final LiveFeed feed;
    private final Caller caller;
    private final Runnable place;
    private final Newest newest;
    private final Expiry expiry;
    private long timer;
    private int frames;
    private boolean closing;
    private boolean heard = true;
    private long sentBefore = -1;

    /** {@code place} gives its place back. */
    LiveSocket(
            RoutingContext http,
            ServerWebSocket socket,
            LiveFeed feed,
            Caller caller,
            Runnable place,
            Expiries expiries) {
        this.vertx = http.vertx();
        this.channel = SharedFrame.below(http.request().connection());
        this.loop = vertx.getOrCreateContext();
        this.socket = socket;
        this.feed = feed;
        this.caller = caller;
        this.place = place;
        newest = new Newest(this::write);
        expiry = new Expiry(vertx, expiries, this::end);
    }

    void begin() {
        socket.frameHandler(this::frame)
                .exceptionHandler(broken -> close(GOING_AWAY, "the connection is broken"))
                .closeHandler(closed -> leave());
        socket.pongHandler(pong -> heard = true);
        timer = vertx.setPeriodic(PING_MS, tick -> lookAfter());
        expiry.of(caller);
        LOG.info("Telemetry client connected: {}, project {}", socket.remoteAddress(), caller.project());
        feed.enter(caller.project(), loop, newest);
    }

    private void frame(WebSocketFrame frame) {
        heard = true;
        if (++frames > MOST_FRAMES) {
            close(VIOLATION, "too many messages");
        } else if (frame.isText() && frame.isFinal() && frame.textData().equals(PING) && !socket.writeQueueFull()) {
            socket.writeTextMessage(PONG);
        }
    }

    private void lookAfter() {
        frames = 0;
        boolean isStuck = newest.isBusy() && newest.sent() == sentBefore;
        if (isStuck || !heard && !newest.isBusy()) {
            close(GOING_AWAY, isStuck ? "nothing was taken" : "nothing was heard");
            return;
        }
        heard = false;
        sentBefore = newest.isBusy() ? newest.sent() : -1;
        socket.writePing(Buffer.buffer());
    }

    private Future<Void> write(Payload payload) {
        return closing ? Future.failedFuture("closing") : payload.frame().writeTo(channel);
    }

    /** Nothing but the end may follow a closing frame. */
    private void close(short code, String reason) {
        closing = true;
        socket.close(code, reason);
    }

    private void end(Problem reason) {
        close(reason.kind() == ProblemKind.UNAUTHENTICATED ? VIOLATION : GOING_AWAY, reason.detail());
    }

    private void leave() {
        vertx.cancelTimer(timer);
        expiry.cancel();
        feed.leave(caller.project(), newest);
        place.run();
    }
}
