package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiry;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One session: messages in text frames, each answered by one, and notifications of what it subscribed to. */
final class RpcSocket {
    private static final short GOING_AWAY = 1001;
    private static final short UNSUPPORTED = 1003;
    private static final short VIOLATION = 1008;
    private static final short TOO_LARGE = 1009;
    private static final short TRY_LATER = 1013;

    /** More than this no login takes. */
    private static final long LOGIN_LIMIT = 16 << 10;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final SocketParts parts;
    private final Authenticator authenticator;
    private final RpcAudit audit;
    private final RpcConfig.Sockets config;
    private final Outbound outbound;
    private final Subscriptions subscriptions;

    private Caller caller;
    private SharedRoom.Claim place;
    private SharedRoom.Claim bytes;
    private Buffer message;
    private final Expiry expiry;
    private int underWay;
    private boolean isPaused;
    private boolean isClosing;
    private boolean heard = true;
    private boolean waitedBefore;
    private long writtenBefore;
    private long timer;

    RpcSocket(Vertx vertx, ServerWebSocket socket, SocketParts parts, Authenticator authenticator, RpcAudit audit) {
        this.vertx = vertx;
        this.socket = socket;
        this.parts = parts;
        this.authenticator = authenticator;
        this.audit = audit;
        config = parts.config();
        expiry = new Expiry(vertx, parts.clock(), () -> close(VIOLATION, Expiry.PROBLEM.detail()));
        outbound = new Outbound(
                text -> socket.writeFrame(WebSocketFrame.textFrame(text.toString(StandardCharsets.UTF_8), true)),
                vertx.getOrCreateContext(),
                config.outbound(),
                this::pace);
        subscriptions = new Subscriptions(parts.offered(), outbound, config.subscriptions());
    }

    /** Goes on as this caller, or with null waits for a login. The place is given back at the end. */
    void begin(Caller known, SharedRoom.Claim claimed) {
        caller = known;
        place = claimed;
        socket.frameHandler(this::frame)
                .exceptionHandler(broken -> close(codeOf(broken), "the frames cannot be read"))
                .closeHandler(closed -> end());
        socket.pongHandler(pong -> heard = true);
        socket.shutdownHandler(stopping -> close(GOING_AWAY, "the hub stops"));
        timer = caller == null
                ? vertx.setTimer(config.loginTimeout().toMillis(), late -> close(VIOLATION, "no login in time"))
                : watch();
        expiry.of(caller);
        socket.resume();
    }

    private static short codeOf(Throwable broken) {
        return broken instanceof CorruptedWebSocketFrameException frame
                ? (short) frame.closeStatus().code()
                : VIOLATION;
    }

    private long watch() {
        return vertx.setPeriodic(config.pingInterval().toMillis(), tick -> lookAfter());
    }

    private void frame(WebSocketFrame frame) {
        heard = true;
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
            bytes = parts.inFlight().claim(caller == null ? RpcSockets.NOBODY : caller.project());
        }
        long limit = caller == null ? LOGIN_LIMIT : config.messageLimit();
        if (message.length() + (long) part.length() > limit) {
            close(TOO_LARGE, "messages are at most " + Units.formatBytes(limit) + " (rpc.message-limit)");
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
        boolean isLogin = caller == null;
        underWay++;
        pace();
        parts.exchange()
                .read(text)
                .map(RpcSocket::withoutResponses)
                .compose(read -> read == null
                        ? Future.succeededFuture(Reply.of(null))
                        : parts.exchange().answer(read, isLogin ? Caller.nobody() : caller, this::method, audit))
                .onComplete(answered -> {
                    claimed.release();
                    underWay--;
                    reply(answered.result());
                    if (isLogin && caller == null) {
                        close(VIOLATION, "the first message was no login that could be accepted");
                    }
                    pace();
                });
    }

    private void reply(Reply reply) {
        if (reply != null) {
            if (reply.text() != null) {
                outbound.send(reply.text());
            }
            reply.then().run();
        }
    }

    /** Two peers that answered each other's answers would never end. */
    private static RpcMessage withoutResponses(RpcMessage read) {
        if (read.fault() != null || read.requests().stream().noneMatch(RpcRequest::isResponse)) {
            return read;
        }
        List<RpcRequest> rest = read.requests().stream()
                .filter(request -> !request.isResponse())
                .toList();
        return rest.isEmpty() ? null : new RpcMessage(rest, read.isBatch(), null);
    }

    private RpcMethod method(String name) {
        if (name.equals(Login.METHOD)) {
            return (as, params) -> logIn(params);
        }
        if (caller == null) {
            throw new Refused(ProblemKind.UNAUTHENTICATED, "Call " + Login.METHOD + " first.");
        }
        RpcMethod own = subscriptions.method(name);
        return own != null ? own : parts.methods().apply(name);
    }

    private Future<Outcome> logIn(Params params) {
        return authenticator.authenticate(params.as(Login.class).credential()).map(known -> {
            if (caller == null) {
                enter(known);
            } else if (!caller.subject().equals(known.subject())
                    || !caller.project().equals(known.project())) {
                throw new Refused(ProblemKind.FORBIDDEN, "This socket is somebody else's already; open another.");
            }
            caller = known;
            expiry.of(known);
            return Outcome.of(Login.LoggedIn.as(known));
        });
    }

    /** From the room of those whom nobody knows to that of the project. */
    private void enter(Caller known) {
        SharedRoom.Claim own = parts.places().claim(known.project());
        if (isClosing || !own.tryGrow(1)) {
            throw Overload.refused("As many sockets are open as may be (rpc.max-sockets).");
        }
        place.release();
        place = own;
        vertx.cancelTimer(timer);
        timer = watch();
    }

    /** Reads on only while there is room for what that brings. Nothing follows a login before it is decided. */
    private void pace() {
        boolean full = underWay >= (caller == null ? 1 : config.calls())
                || outbound.isFull()
                || !socket.isClosed() && socket.writeQueueFull();
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
    private void lookAfter() {
        boolean stuck = waitedBefore && outbound.written() == writtenBefore;
        if (stuck || !heard && !isPaused) {
            close(GOING_AWAY, stuck ? "nothing was read" : "nothing was heard");
            return;
        }
        heard = false;
        writtenBefore = outbound.written();
        waitedBefore = outbound.waiting() > 0;
        socket.writePing(Buffer.buffer());
    }

    private void close(short code, String reason) {
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
        expiry.cancel();
        place.release();
        subscriptions.close();
    }

    private void giveUp() {
        isClosing = true;
        message = null;
        if (bytes != null) {
            bytes.release();
        }
    }
}
