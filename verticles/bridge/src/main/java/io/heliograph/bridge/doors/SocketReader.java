package io.heliograph.bridge.doors;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.events.StreamedEvents;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Expiry;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One reader on a WebSocket: a document a text frame. Whoever answers no ping within an interval is gone. */
final class SocketReader {
    private static final long PING_MS = 10_000;
    private static final short GOING_AWAY = 1001;
    private static final short TRY_LATER = 1013;
    private static final short VIOLATION = 1008;

    /** What the reader has to say, since little is asked of it: pongs, {@code ping} of those who cannot see pings, and the end. */
    private static final int MOST_FRAMES = 100;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final ReaderSink sink;
    private boolean heard = true;
    private boolean gone;
    private int frames;
    private final Expiry expiry;
    private long timer;
    private Subscription<EventsSubscribed> subscription;

    SocketReader(Vertx vertx, ServerWebSocket socket, StreamConfig config, Expiries expiries) {
        this.vertx = vertx;
        this.socket = socket;
        sink = new ReaderSink(Vertx.currentContext(), config.watcherBuffer(), this::send, this::end);
        expiry = new Expiry(
                vertx,
                expiries,
                reason -> close(reason.kind() == ProblemKind.UNAUTHENTICATED ? VIOLATION : GOING_AWAY, reason));
    }

    /** {@code audit} is told of a subscription that is refused. */
    void begin(
            Subscribable<EventSubscription, EventsSubscribed> feed,
            Caller caller,
            EventSubscription wanted,
            Consumer<Problem> audit) {
        socket.pongHandler(pong -> heard = true);
        socket.frameHandler(frame -> {
            if (++frames > MOST_FRAMES) {
                socket.close(VIOLATION, "nothing is read here");
            } else if (frame.isText() && frame.isFinal() && frame.textData().equals("ping") && sink.waiting() == 0) {
                socket.writeTextMessage("pong");
            }
        });
        socket.exceptionHandler(broken -> socket.close());
        socket.closeHandler(closed -> leave());
        timer = vertx.setPeriodic(PING_MS, tick -> lookAfter());
        expiry.of(caller);
        try {
            feed.subscribe(caller, wanted, "stream", sink)
                    .onSuccess(this::begun)
                    .onFailure(cause -> refused(cause, audit));
        } catch (Refused e) {
            refused(e, audit);
        }
    }

    private void begun(Subscription<EventsSubscribed> begun) {
        subscription = begun;
        if (gone) {
            begun.cancel();
            return;
        }
        send(EventSourceReader.json(StreamedEvents.beginning(begun.answer())));
        begun.start();
    }

    private void refused(Throwable cause, Consumer<Problem> audit) {
        Problem problem = cause instanceof Refused refused
                ? refused.problem()
                : Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
        audit.accept(problem);
        end(problem);
    }

    private Future<Void> send(Buffer document) {
        return socket.writeTextMessage(document.toString(StandardCharsets.UTF_8));
    }

    private void end(Problem reason) {
        close(TRY_LATER, reason);
    }

    /** A reason of a close frame is at most 123 bytes. */
    private void close(short code, Problem reason) {
        String text = reason.kind().code() + ": " + reason.detail();
        socket.close(code, text.length() > 120 ? text.substring(0, 120) : text);
    }

    private void lookAfter() {
        frames = 0;
        if (!heard && sink.waiting() == 0) {
            socket.close(GOING_AWAY, "nothing was heard");
            return;
        }
        heard = false;
        socket.writePing(Buffer.buffer());
    }

    private void leave() {
        gone = true;
        vertx.cancelTimer(timer);
        expiry.cancel();
        if (sink.close() && subscription != null) {
            subscription.cancel();
        }
    }
}
