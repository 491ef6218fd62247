package io.heliograph.web.live;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.web.limits.SharedRoom;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket on which both sides say something: whole text messages come in while there is room for what they bring, what
 * goes out is counted, and who neither reads nor is heard of is let go. Used on its event loop.
 */
public final class TextSocket {
    public static final short GOING_AWAY = 1001;
    public static final short UNSUPPORTED = 1003;
    public static final short VIOLATION = 1008;
    public static final short TOO_LARGE = 1009;
    public static final short TRY_LATER = 1013;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Owner owner;
    private final SharedRoom inFlight;
    private final Outbound outbound;

    private SharedRoom.Claim bytes;
    private Buffer message;
    private int underWay;
    private boolean isPaused;
    private boolean isClosing;
    private boolean heard = true;
    private int unanswered;
    private boolean waitedBefore;
    private long writtenBefore;
    private long timer = -1;

    /** What is said on the socket, and within which bounds. */
    public interface Owner {
        /** Deals with a message, which counts as under way until the future completes. */
        Future<?> take(Buffer text);

        /** The most bytes of a message at this moment. */
        long messageLimit();

        /** What a caller is told of it, such as {@code 64KiB (acp.max-message-size)}. */
        String messageBound();

        /** How many messages may be under way at this moment; then the next ones wait unread. */
        int mostUnderWay();

        /** Whose room messages take. */
        String project();

        /** The socket is gone. */
        void ended();
    }

    /** {@code inFlight} is the room of all bodies under way, {@code bound} that of what waits for the peer to read. */
    public TextSocket(Vertx vertx, ServerWebSocket socket, Owner owner, SharedRoom inFlight, long bound) {
        this.vertx = vertx;
        this.socket = socket;
        this.owner = owner;
        this.inFlight = inFlight;
        outbound = new Outbound(
                text -> socket.writeFrame(WebSocketFrame.textFrame(text.toString(StandardCharsets.UTF_8), true)),
                vertx.getOrCreateContext(),
                bound,
                this::pace);
    }

    public Outbound outbound() {
        return outbound;
    }

    public boolean isClosing() {
        return isClosing;
    }

    /** Begins to read. */
    public void begin() {
        socket.frameHandler(this::frame)
                .exceptionHandler(broken -> close(codeOf(broken), "the frames cannot be read"))
                .closeHandler(closed -> end());
        socket.pongHandler(pong -> heard());
        socket.resume();
    }

    /** Pings so often from now on; who leaves so many pings unanswered is let go. */
    public void watch(Duration interval, int most) {
        vertx.cancelTimer(timer);
        timer = vertx.setPeriodic(interval.toMillis(), tick -> lookAfter(most));
    }

    /** How many pings were left unanswered in a row. */
    public int unanswered() {
        return unanswered;
    }

    private void heard() {
        heard = true;
        unanswered = 0;
    }

    private static short codeOf(Throwable broken) {
        return broken instanceof CorruptedWebSocketFrameException frame
                ? (short) frame.closeStatus().code()
                : VIOLATION;
    }

    private void frame(WebSocketFrame frame) {
        heard();
        if (isClosing) {
            return;
        }
        if (frame.isBinary()) {
            close(UNSUPPORTED, "messages are text frames");
        } else if (frame.isText() || frame.isContinuation()) {
            part(frame);
        } else if (frame.isPing()) {
            // Its pong waits to be sent, and somebody who only pings must not pile them up.
            pace();
        }
    }

    private void part(WebSocketFrame frame) {
        Buffer part = frame.binaryData();
        if (message == null) {
            message = Buffer.buffer();
            bytes = inFlight.claim(owner.project());
        }
        if (message.length() + (long) part.length() > owner.messageLimit()) {
            close(TOO_LARGE, "messages are at most " + owner.messageBound());
        } else if (!bytes.tryGrow(part.length())) {
            close(TRY_LATER, "the messages under way fill this node");
        } else {
            message.appendBuffer(part);
            if (frame.isFinal()) {
                whole();
            }
        }
    }

    private void whole() {
        Buffer text = message;
        SharedRoom.Claim claimed = bytes;
        message = null;
        bytes = null;
        underWay++;
        pace();
        owner.take(text).onComplete(taken -> {
            claimed.release();
            underWay--;
            pace();
        });
    }

    /** Reads on only while there is room for what that brings; to be called when {@code mostUnderWay} has changed. */
    public void pace() {
        boolean full =
                underWay >= owner.mostUnderWay() || outbound.isFull() || !socket.isClosed() && socket.writeQueueFull();
        if (full == isPaused || isClosing) {
            return;
        }
        isPaused = full;
        if (full) {
            socket.pause();
            socket.drainHandler(drained -> pace());
        } else {
            socket.resume();
        }
    }

    /** Whoever neither reads nor is heard of for a whole interval is gone. */
    private void lookAfter(int most) {
        boolean stuck = waitedBefore && outbound.written() == writtenBefore;
        unanswered = heard || isPaused ? 0 : unanswered + 1;
        if (stuck || unanswered >= most) {
            close(GOING_AWAY, stuck ? "nothing was read" : "nothing was heard");
            return;
        }
        heard = false;
        writtenBefore = outbound.written();
        waitedBefore = outbound.waiting() > 0;
        socket.writePing(Buffer.buffer());
    }

    /** Closes what its {@link Expiry} ends. */
    public void end(Problem reason) {
        close(reason.kind() == ProblemKind.UNAUTHENTICATED ? VIOLATION : GOING_AWAY, reason.detail());
    }

    public void close(short code, String reason) {
        if (!isClosing) {
            giveUp();
            // The peer's own goodbye is to be heard.
            socket.resume();
            socket.close(code, reason);
        }
    }

    private void end() {
        giveUp();
        vertx.cancelTimer(timer);
        owner.ended();
    }

    private void giveUp() {
        isClosing = true;
        message = null;
        if (bytes != null) {
            bytes.release();
        }
    }
}
