package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.access.Credential;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiry;
import io.heliograph.web.live.Outbound;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One client of the event-bus bridge, whatever its transport. It may register at what is pushed and send to operations;
 * nothing of it reaches the event bus. What waits for it is counted until its transport has taken it.
 */
final class BridgeSocket {
    private static final int GOING_AWAY = 3001;
    private static final int VIOLATION = 3008;
    private static final int TOO_LARGE = 3009;
    static final int TRY_LATER = 3013;
    private static final String OPERATION = "op.";

    private final Vertx vertx;
    private final SockJSSocket socket;
    private final SocketParts parts;
    private final Authenticator authenticator;
    private final RpcAudit audit;
    private final Silence silence;
    private final Outbound outbound;
    private final BridgeTopics topics;
    private final Expiry expiry;
    private final SocketDeparture departure = new SocketDeparture();
    private Caller caller;
    private SharedRoom.Claim place;
    private Future<Caller> entering = Future.succeededFuture();
    private int underWay;
    private boolean isPaused;
    private boolean isClosing;
    private long timer;

    BridgeSocket(
            Vertx vertx,
            SockJSSocket socket,
            SocketParts parts,
            Authenticator authenticator,
            RpcAudit audit,
            Duration pingTimeout) {
        this.vertx = vertx;
        this.socket = socket;
        this.parts = parts;
        this.authenticator = authenticator;
        this.audit = audit;
        silence = new Silence(pingTimeout, System::nanoTime);
        outbound = new Outbound(
                text -> socket.write(text.toString(StandardCharsets.UTF_8)),
                vertx.getOrCreateContext(),
                parts.config().outbound(),
                this::pace);
        topics = new BridgeTopics(parts.offered(), outbound, parts.config().subscriptions());
        expiry = new Expiry(
                vertx,
                parts.expiries(),
                reason ->
                        close(reason.kind() == ProblemKind.UNAUTHENTICATED ? VIOLATION : GOING_AWAY, reason.detail()));
    }

    /** Goes on as this caller, or with null waits for a credential. The place is given back at the end. */
    void begin(Caller known, SharedRoom.Claim claimed) {
        caller = known;
        place = claimed;
        socket.handler(message -> outbound.onLoop(() -> take(message)))
                .exceptionHandler(broken -> outbound.onLoop(() -> close(GOING_AWAY, "the connection broke")))
                .closeHandler(closed -> outbound.onLoop(this::end));
        timer = caller == null
                ? vertx.setTimer(parts.config().loginTimeout().toMillis(), late -> close(VIOLATION, "no login in time"))
                : watch();
        expiry.of(caller);
    }

    private long watch() {
        silence.heard();
        return vertx.setTimer(silence.leftMs(), due -> lookAfter());
    }

    private void take(Buffer text) {
        silence.heard();
        if (isClosing) {
            return;
        }
        if (text.length() > parts.config().messageLimit()) {
            close(TOO_LARGE, "the message is longer than rpc.message-limit");
            return;
        }
        BridgeMessage message = BridgeMessage.read(text.getBytes());
        if (message == null) {
            fault("invalid_json");
        } else if (message.type() == null) {
            fault("missing_type");
        } else if (message.isTooLong()) {
            fault("max_address_length_reached");
        } else if (!message.type().equals("ping")) {
            enter(message);
        }
    }

    /** What comes before it is known who speaks waits for that. */
    private void enter(BridgeMessage message) {
        if (caller != null) {
            handle(message);
            return;
        }
        boolean brings = entering.isComplete();
        if (brings && !ask(message)) {
            return;
        }
        underWay++;
        pace();
        entering.onComplete(answer -> {
            underWay--;
            pace();
            if (isClosing) {
                return;
            }
            if (answer.failed()) {
                fail(message.replyAddress(), problemOf(answer.cause()));
                close(VIOLATION, "the credential is not accepted");
            } else if (brings && isLogin(message)) {
                answer(message.replyAddress(), Outcome.of(Login.LoggedIn.as(caller)));
            } else {
                handle(message);
            }
        });
    }

    /** Asks who it is that brings this message; false if it brings no credential. */
    private boolean ask(BridgeMessage message) {
        try {
            Credential credential = credentialOf(message);
            if (credential == Credential.NONE) {
                fault("not_logged_in");
                return false;
            }
            entering = authenticator.authenticate(credential).onSuccess(this::known);
            return true;
        } catch (Refused e) {
            fail(message.replyAddress(), e.problem());
            return false;
        }
    }

    private static boolean isLogin(BridgeMessage message) {
        return "send".equals(message.type()) && Login.METHOD.equals(message.address());
    }

    private static Credential credentialOf(BridgeMessage message) {
        return Login.METHOD.equals(message.address())
                ? message.body().as(Login.class).credential()
                : message.credential();
    }

    private void known(Caller found) {
        SharedRoom.Claim own = parts.places().claim(found.project());
        if (isClosing || !own.tryGrow(1)) {
            close(TRY_LATER, "as many sockets are open as may be (rpc.max-sockets)");
            return;
        }
        place.release();
        place = own;
        caller = found;
        expiry.of(found);
        vertx.cancelTimer(timer);
        timer = watch();
    }

    private void handle(BridgeMessage message) {
        if (message.address() == null) {
            fault("missing_address");
            return;
        }
        switch (message.type()) {
            case "register" -> register(message);
            case "unregister" -> topics.unregister(message.address());
            case "send" -> send(message);
            case "publish" -> fault("access_denied");
            default -> fault("invalid_type");
        }
    }

    private void register(BridgeMessage message) {
        String wrong = topics.register(caller, message);
        if (wrong != null) {
            fault(wrong);
        }
    }

    /** An operation by its name, with or without {@code op.} before it. */
    private void send(BridgeMessage message) {
        String reply = message.replyAddress();
        String name = message.address().startsWith(OPERATION)
                ? message.address().substring(OPERATION.length())
                : message.address();
        underWay++;
        pace();
        parts.exchange().call(name, message.body(), caller, this::method, audit).onComplete(done -> {
            underWay--;
            answer(reply, done.result());
            pace();
        });
    }

    private RpcMethod method(String name) {
        return name.equals(Login.METHOD)
                ? (as, params) -> renew(params)
                : parts.methods().of(name, departure);
    }

    private Future<Outcome> renew(Params params) {
        return authenticator.authenticate(params.as(Login.class).credential()).map(known -> {
            Login.checkSame(caller, known);
            if (!isClosing) {
                caller = known;
                expiry.of(known);
            }
            return Outcome.of(Login.LoggedIn.as(known));
        });
    }

    private void answer(String reply, Outcome outcome) {
        if (outcome.problem() != null) {
            fail(reply, outcome.problem());
        } else if (reply != null && !isClosing) {
            outbound.send(BridgeReplies.result(reply, outcome.result()));
        }
    }

    private void fail(String reply, Problem problem) {
        if (reply == null) {
            fault(problem.kind() == ProblemKind.NO_SUCH_METHOD ? "access_denied" : "rejected");
        } else if (!isClosing) {
            outbound.send(BridgeReplies.failure(reply, problem));
        }
    }

    private void fault(String code) {
        if (!isClosing) {
            outbound.send(BridgeReplies.fault(code));
            pace();
        }
    }

    private static Problem problemOf(Throwable cause) {
        return cause instanceof Refused refused
                ? refused.problem()
                : Problem.of(ProblemKind.INTERNAL, ProblemKind.INTERNAL.title());
    }

    /** Reads on only while there is room for what that brings. */
    private void pace() {
        boolean full = underWay >= (caller == null ? 1 : parts.config().calls()) || outbound.isFull();
        if (full == isPaused || isClosing) {
            return;
        }
        isPaused = full;
        if (full) {
            socket.pause();
        } else {
            silence.heard();
            socket.resume();
        }
    }

    /** Whoever takes nothing of what waits, or is not heard of, for as long as a ping may take, is gone. */
    private void lookAfter() {
        if (isPaused) {
            // What is not read cannot be heard.
            silence.heard();
        }
        silence.took(outbound.waiting(), outbound.written());
        long left = silence.leftMs();
        if (left > 0) {
            timer = vertx.setTimer(left, due -> lookAfter());
        } else {
            close(GOING_AWAY, silence.tookNothing() ? "nothing was taken" : "no ping was heard");
        }
    }

    private void close(int code, String reason) {
        if (!isClosing) {
            end();
            socket.close(code, reason);
        }
    }

    private void end() {
        isClosing = true;
        vertx.cancelTimer(timer);
        expiry.cancel();
        topics.close();
        place.release();
        departure.happened();
    }
}
