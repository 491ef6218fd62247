package io.heliograph.acp.doors;

import io.heliograph.acp.Sessions;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.store.acp.SessionTable.Opened;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/** One agent that gets its messages as server-sent events, and acknowledges them with POST /acp/ack. */
final class AgentStream implements Pump.Outlet, Sessions.Live {
    private static final long KEEP_ALIVE_MS = 10_000;

    private final RoutingContext http;
    private final HttpServerResponse response;
    private final Context context;
    private final DoorParts parts;
    private final Caller caller;
    private final SharedRoom.Claim place;
    private final Expiry expiry;
    private Recipient agent;
    private Pump pump;
    private long timer = -1;
    private boolean gone;

    AgentStream(RoutingContext http, DoorParts parts, Caller caller, SharedRoom.Claim place) {
        this.http = http;
        this.parts = parts;
        this.caller = caller;
        this.place = place;
        response = http.response();
        context = http.vertx().getOrCreateContext();
        expiry = new Expiry(http.vertx(), parts.expiries(), this::end);
    }

    void begin(String agentId) {
        agent = new Recipient(caller.project(), agentId);
        http.addEndHandler(ended -> {
            gone = true;
            place.release();
        });
        parts.sessions().open(this).onSuccess(this::opened).onFailure(http::fail);
    }

    private void opened(Opened opened) {
        if (gone || response.closed()) {
            parts.sessions().close(agent, opened.session());
            return;
        }
        pump = new Pump(
                agent, opened.session(), parts.handout(), parts.doorbell(), parts.config(), this, parts.nanos());
        http.addEndHandler(ended -> {
            http.vertx().cancelTimer(timer);
            expiry.cancel();
            pump.stop();
            parts.sessions().close(agent, opened.session());
        });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Packing would hold messages back, and so would a proxy that gathers answers.
                .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
                .putHeader("X-Accel-Buffering", "no");
        expiry.of(caller);
        timer = http.vertx().setPeriodic(KEEP_ALIVE_MS, tick -> keepAlive());
        event(
                "connected",
                null,
                Frames.json(new Frames.Connected(
                        "connected", agent.agentId(), opened.session(), parts.node(), opened.waiting())));
        pump.start();
    }

    /** Line ends in JSON are never within a string, so a blank does as well. */
    private void event(String kind, String id, Buffer document) {
        String data =
                document.toString(StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
        response.write((id == null ? "" : "id: " + id + "\n") + "event: " + kind + "\ndata: " + data + "\n\n");
    }

    /** A comment, so that nobody on the way takes the connection for dead. */
    private void keepAlive() {
        if (!response.writeQueueFull()) {
            response.write(":\n\n");
        }
    }

    private void end(Problem reason) {
        if (!gone && !response.ended()) {
            event("end", null, Frames.json(Frames.failed(0, reason)));
            response.end();
        }
    }

    @Override
    public void deliver(Delivery message) {
        event("message", Long.toString(message.seq()), Frames.delivery(message));
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onRoom(Runnable ready) {
        response.drainHandler(drained -> ready.run());
    }

    @Override
    public void onLoop(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }

    @Override
    public Recipient agent() {
        return agent;
    }

    @Override
    public boolean isHeard() {
        return true;
    }

    @Override
    public void displaced() {
        onLoop(() -> end(Problem.of(ProblemKind.DISPLACED, ProblemKind.DISPLACED.title())));
    }
}
