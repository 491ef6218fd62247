package io.heliograph.acp.doors;

import io.heliograph.acp.AcpNode;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Where agents connect: upgrades at /acp, and /acp/inbox for those who take server-sent events. */
public final class AgentRoutes implements RouteGroup {
    private static final String SOCKET = "/acp";
    private static final String STREAM = "/acp/inbox";

    private final DoorParts parts;

    /** Agents say things within the room of all bodies; a project may hold {@code share} percent of the places. */
    public AgentRoutes(DoorConfig config, AcpNode acp, SharedRoom inFlight, int share, Expiries expiries) {
        parts = new DoorParts(
                config,
                acp.node().bus(),
                acp.node().node(),
                acp.handout(),
                acp.doorbell(),
                acp.sessions(),
                new SharedRoom(config.sockets(), share),
                inFlight,
                expiries,
                System::nanoTime);
    }

    /** The agents that are connected. */
    public SharedRoom places() {
        return parts.places();
    }

    @Override
    public void mount(Router router) {
        router.get(SOCKET).handler(http -> {
            if (Upgrades.isToWebSocket(http.request())) {
                connect(http);
            } else {
                http.next();
            }
        });
        router.get(STREAM).handler(http -> {
            String accept = http.request().getHeader(HttpHeaders.ACCEPT);
            if (accept != null && accept.contains("text/event-stream")) {
                stream(http);
            } else {
                http.next();
            }
        });
    }

    private void connect(RoutingContext http) {
        Caller caller = allowed(http);
        SharedRoom.Claim place = place(caller);
        String agentId = http.request().getParam("agent_id");
        Upgrades.toWebSocket(http.request())
                .onSuccess(socket -> new AgentSocket(http.vertx(), socket, parts, caller, place).begin(agentId))
                .onFailure(cause -> {
                    place.release();
                    http.fail(cause);
                });
    }

    private void stream(RoutingContext http) {
        Caller caller = allowed(http);
        String agentId = http.request().getParam("agent_id");
        if (agentId == null || agentId.isEmpty()) {
            throw Refused.parameter("agent_id", "is required");
        }
        new AgentStream(http, parts, caller, place(caller)).begin(agentId);
    }

    private static Caller allowed(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        caller.require(AcpOperations.INBOX.scope());
        return caller;
    }

    private SharedRoom.Claim place(Caller caller) {
        SharedRoom.Claim place = parts.places().claim(caller.project());
        if (!place.tryGrow(1)) {
            throw Overload.refused("As many agents are connected as may be (acp.max-sockets).");
        }
        return place;
    }
}
