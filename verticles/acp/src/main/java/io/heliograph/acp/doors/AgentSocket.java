package io.heliograph.acp.doors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.acp.Sessions;
import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.acp.AgentHeartbeat;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.AgentView;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.acp.RegistryOperations;
import io.heliograph.contracts.acp.TopicWish;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import io.heliograph.store.acp.SessionTable.Opened;
import io.heliograph.web.Inputs;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiry;
import io.heliograph.web.live.TextSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Function;

/** One agent on a WebSocket: what it sends are messages, or frames that begin with {@code acp} for the connection itself. */
final class AgentSocket implements TextSocket.Owner, Pump.Outlet, Sessions.Live {
    /** An agent has connected anew, and this is its older connection. */
    private static final short REPLACED = 4001;

    /** The agent cannot be connected. */
    private static final short REFUSED = 4000;

    /** Pings that may go unanswered; after the first one the agent counts as unresponsive. */
    private static final int MOST_UNANSWERED = 2;

    /** Room for what stands around a message's document. */
    private static final int FRAME_BYTES = 1_024;

    private final Vertx vertx;
    private final TextSocket socket;
    private final DoorParts parts;
    private final Caller caller;
    private final SharedRoom.Claim place;
    private final Expiry expiry;
    private long connectTimer = -1;
    private long throttleTimer = -1;
    private boolean throttled;
    private Recipient agent;
    private Future<?> connecting;
    private long session;
    private Pump pump;
    private long frames;

    AgentSocket(Vertx vertx, ServerWebSocket socket, DoorParts parts, Caller caller, SharedRoom.Claim place) {
        this.vertx = vertx;
        this.parts = parts;
        this.caller = caller;
        this.place = place;
        this.socket = new TextSocket(
                vertx, socket, this, parts.inFlight(), parts.config().outbound());
        expiry = new Expiry(vertx, parts.expiries(), this.socket::end);
    }

    /** Connects the agent that the address names; with null its first frame has to. */
    void begin(String agentId) {
        expiry.of(caller);
        socket.watch(parts.config().pingInterval(), MOST_UNANSWERED);
        connectTimer = vertx.setTimer(
                parts.config().connectTimeout().toMillis(),
                late -> socket.close(TextSocket.VIOLATION, "no agent has connected in time"));
        if (agentId != null) {
            ObjectNode named = Json.HTTP.createObjectNode().put("agent_id", agentId);
            Future.succeededFuture(named).compose(this::connect).onFailure(this::refuse);
        }
        socket.begin();
    }

    @Override
    public Future<?> take(Buffer text) {
        long n = ++frames;
        // Whoever does not wait to hear that it is connected is answered once it is.
        return (connecting == null ? Future.succeededFuture() : connecting.otherwiseEmpty())
                .compose(ready -> answer(n, Inputs.text(text)))
                .onSuccess(answer -> say(answer))
                .onFailure(cause -> fail(n, cause))
                .otherwiseEmpty();
    }

    private void fail(long n, Throwable cause) {
        Problem problem = Frames.problemOf(cause);
        say(Frames.failed(n, problem));
        if (pump == null) {
            refuse(cause);
        } else if (problem.kind() == ProblemKind.AGENT_TOO_FAST) {
            throttle(problem.retryAfterSeconds());
        }
    }

    private void refuse(Throwable cause) {
        Problem problem = Frames.problemOf(cause);
        String text = problem.kind().code() + ": " + problem.detail();
        socket.close(REFUSED, text.length() > 120 ? text.substring(0, 120) : text);
    }

    /** Reads nothing more for a while from somebody who says too much; others are read meanwhile. */
    private void throttle(int seconds) {
        if (!throttled) {
            throttled = true;
            socket.pace();
            throttleTimer = vertx.setTimer(seconds * 1_000L, over -> {
                throttled = false;
                socket.pace();
            });
        }
    }

    private Future<? extends Record> answer(long n, String text) {
        ObjectNode control = Control.read(text);
        if (control == null) {
            connected();
            return call(AcpOperations.SEND, new AcpMessage(FromAgent.write(text, agent.agentId())))
                    .map(sent -> new Frames.Taken("sent", n, sent));
        }
        String what = control.remove(Control.MARK).asText();
        if (what.equals("connect")) {
            return connect(control);
        }
        connected();
        return switch (what) {
            case "ack" -> acknowledge(n, control);
            case "heartbeat" -> own(control, AgentHeartbeat.class, RegistryOperations.HEARTBEAT, view -> done(n));
            case "subscribe" ->
                own(
                        control,
                        TopicWish.class,
                        AcpOperations.SUBSCRIBE,
                        wishes -> new Frames.Topics("topics", n, wishes));
            case "unsubscribe" ->
                own(
                        control,
                        TopicWish.class,
                        AcpOperations.UNSUBSCRIBE,
                        wishes -> new Frames.Topics("topics", n, wishes));
            case "ping" -> Future.succeededFuture(new Frames.Done("pong", n));
            default ->
                throw Refused.parameter(
                        Control.MARK, "is one of connect, ack, heartbeat, subscribe, unsubscribe, ping");
        };
    }

    private void connected() {
        if (pump == null) {
            throw new Refused(ProblemKind.INVALID_REQUEST, "Say {\"acp\":\"connect\",\"agent_id\":\"…\"} first.");
        }
    }

    /** Registers the agent as it says, or as it is known already, and begins its session. */
    private Future<? extends Record> connect(ObjectNode registration) {
        if (connecting != null) {
            throw new Refused(ProblemKind.INVALID_REQUEST, "This connection is an agent's already; open another.");
        }
        AgentRegistration registered = Inputs.read(AgentRegistration.class, registration);
        Future<Record> opening = known(registered)
                .compose(agentId -> {
                    agent = new Recipient(caller.project(), agentId);
                    return parts.sessions().open(this);
                })
                .map(this::opened)
                .onFailure(this::refuse);
        connecting = opening;
        return opening;
    }

    /** Whoever may only read connects agents that have registered before, and says nothing of them but who they are. */
    private Future<String> known(AgentRegistration registered) {
        boolean onlyNamed =
                registered.equals(new AgentRegistration(registered.agentId(), null, null, null, null, null));
        return onlyNamed && registered.agentId() != null && !caller.may(RegistryOperations.REGISTER.scope())
                ? Future.succeededFuture(registered.agentId())
                : call(RegistryOperations.REGISTER, registered).map(AgentView::agentId);
    }

    private Record opened(Opened opened) {
        session = opened.session();
        if (socket.isClosing()) {
            parts.sessions().close(agent, session);
            throw new Refused(ProblemKind.NOT_FOUND, "The connection is gone.");
        }
        vertx.cancelTimer(connectTimer);
        pump = new Pump(agent, session, parts.handout(), parts.doorbell(), parts.config(), this, parts.nanos());
        say(new Frames.Connected("connected", agent.agentId(), session, parts.node(), opened.waiting()));
        pump.start();
        socket.pace();
        return null;
    }

    private Future<? extends Record> acknowledge(long n, ObjectNode control) {
        Acknowledgement what = input(control, Acknowledgement.class);
        return call(AcpOperations.ACK, what).map(acknowledged -> {
            pump.acknowledged(what.seqs());
            return new Frames.Acked("acked", n, acknowledged);
        });
    }

    private <I extends Record, O extends Record> Future<? extends Record> own(
            ObjectNode control, Class<I> type, Operation<I, O> operation, Function<O, Record> frame) {
        return call(operation, input(control, type)).map(frame);
    }

    /** Nobody speaks for another agent on this connection. */
    private <I extends Record> I input(ObjectNode control, Class<I> type) {
        return Inputs.read(type, control.put("agent_id", agent.agentId()));
    }

    private <I extends Record, O extends Record> Future<O> call(Operation<I, O> operation, I input) {
        caller.require(operation.scope());
        return parts.bus().call(operation, caller, input);
    }

    private static Record done(long n) {
        return new Frames.Done("noted", n);
    }

    private void say(Record frame) {
        if (frame != null && !socket.isClosing()) {
            socket.outbound().send(Frames.json(frame));
        }
    }

    @Override
    public long messageLimit() {
        return parts.config().messageSize() + FRAME_BYTES;
    }

    @Override
    public String messageBound() {
        return Units.formatBytes(parts.config().messageSize()) + " (acp.max-message-size)";
    }

    /** Before the agent is known nothing else is read. */
    @Override
    public int mostUnderWay() {
        if (throttled) {
            return 0;
        }
        return pump == null ? 1 : parts.config().calls();
    }

    @Override
    public String project() {
        return caller.project();
    }

    @Override
    public void ended() {
        vertx.cancelTimer(connectTimer);
        vertx.cancelTimer(throttleTimer);
        expiry.cancel();
        place.release();
        if (pump != null) {
            pump.stop();
            parts.sessions().close(agent, session);
        }
    }

    @Override
    public void deliver(Delivery message) {
        if (!socket.isClosing()) {
            socket.outbound().send(Frames.delivery(message));
        }
    }

    @Override
    public boolean isFull() {
        return socket.outbound().isFull();
    }

    @Override
    public void onRoom(Runnable ready) {
        socket.outbound().onRoom(this, 0, ready);
    }

    @Override
    public void onLoop(Runnable task) {
        socket.outbound().onLoop(task);
    }

    @Override
    public Recipient agent() {
        return agent;
    }

    @Override
    public boolean isHeard() {
        return socket.unanswered() == 0;
    }

    @Override
    public void displaced() {
        onLoop(() -> socket.close(REPLACED, "replaced: the agent has connected anew"));
    }
}
