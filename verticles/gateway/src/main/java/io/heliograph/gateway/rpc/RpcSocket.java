package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiry;
import io.heliograph.web.live.TextSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/** One session: messages in text frames, each answered by one, and notifications of what it subscribed to. */
final class RpcSocket implements TextSocket.Owner {
    /** More than this no login takes. */
    private static final long LOGIN_LIMIT = 16 << 10;

    private final Vertx vertx;
    private final TextSocket socket;
    private final SocketParts parts;
    private final Authenticator authenticator;
    private final RpcAudit audit;
    private final RpcConfig.Sockets config;
    private final Subscriptions subscriptions;
    private final Expiry expiry;
    private final SocketDeparture departure = new SocketDeparture();

    private Caller caller;
    private SharedRoom.Claim place;
    private long loginTimer = -1;

    RpcSocket(Vertx vertx, ServerWebSocket socket, SocketParts parts, Authenticator authenticator, RpcAudit audit) {
        this.vertx = vertx;
        this.parts = parts;
        this.authenticator = authenticator;
        this.audit = audit;
        config = parts.config();
        this.socket = new TextSocket(vertx, socket, this, parts.inFlight(), config.outbound());
        expiry = new Expiry(vertx, parts.expiries(), this.socket::end);
        subscriptions = new Subscriptions(parts.offered(), this.socket.outbound(), config.subscriptions());
    }

    /** Goes on as this caller, or with null waits for a login. The place is given back at the end. */
    void begin(Caller known, SharedRoom.Claim claimed) {
        caller = known;
        place = claimed;
        if (caller == null) {
            loginTimer = vertx.setTimer(
                    config.loginTimeout().toMillis(), late -> socket.close(TextSocket.VIOLATION, "no login in time"));
        } else {
            watch();
        }
        expiry.of(caller);
        socket.begin();
    }

    private void watch() {
        socket.watch(config.pingInterval(), 1);
    }

    @Override
    public long messageLimit() {
        return caller == null ? LOGIN_LIMIT : config.messageLimit();
    }

    @Override
    public String messageBound() {
        String bytes = Units.formatBytes(messageLimit());
        return caller == null ? bytes + " before the login" : bytes + " (rpc.message-limit)";
    }

    /** Nothing follows a login before it is decided. */
    @Override
    public int mostUnderWay() {
        return caller == null ? 1 : config.calls();
    }

    @Override
    public String project() {
        return caller == null ? RpcSockets.NOBODY : caller.project();
    }

    @Override
    public Future<?> take(Buffer text) {
        boolean isLogin = caller == null;
        return parts.exchange()
                .read(text)
                .map(RpcSocket::withoutResponses)
                .compose(read -> read == null
                        ? Future.succeededFuture(Reply.of(null))
                        : parts.exchange().answer(read, isLogin ? Caller.nobody() : caller, this::method, audit))
                .onComplete(answered -> {
                    reply(answered.result());
                    if (isLogin && caller == null) {
                        socket.close(TextSocket.VIOLATION, "the first message was no login that could be accepted");
                    }
                });
    }

    @Override
    public void ended() {
        vertx.cancelTimer(loginTimer);
        expiry.cancel();
        place.release();
        subscriptions.close();
        departure.happened();
    }

    private void reply(Reply reply) {
        if (reply != null) {
            if (reply.text() != null) {
                socket.outbound().send(reply.text());
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
        return own != null ? own : parts.methods().of(name, departure);
    }

    private Future<Outcome> logIn(Params params) {
        return authenticator.authenticate(params.as(Login.class).credential()).map(known -> {
            if (caller == null) {
                enter(known);
            } else {
                Login.checkSame(caller, known);
            }
            caller = known;
            if (!socket.isClosing()) {
                expiry.of(known);
            }
            return Outcome.of(Login.LoggedIn.as(known));
        });
    }

    /** From the room of those whom nobody knows to that of the project. */
    private void enter(Caller known) {
        SharedRoom.Claim own = parts.places().claim(known.project());
        if (socket.isClosing() || !own.tryGrow(1)) {
            throw Overload.refused("As many sockets are open as may be (rpc.max-sockets).");
        }
        place.release();
        place = own;
        vertx.cancelTimer(loginTimer);
        watch();
    }
}
