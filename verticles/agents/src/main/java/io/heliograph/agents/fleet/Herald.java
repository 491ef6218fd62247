package io.heliograph.agents.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.AcpNodeOperations;
import io.heliograph.contracts.acp.AcpOperations;
import io.heliograph.contracts.acp.AgentNames;
import io.heliograph.contracts.acp.HeardQuery;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells registered agents what holds now, by a message that lies in their mailboxes until they acknowledge it. */
public final class Herald {
    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
    /** How the ids of these messages begin. */
    public static final String IDS = "fleet-state-";

    /** Every agent of the project. */
    static final String ALL = "*";

    /** Before whatever else waits. */
    private static final int FIRST = 9;

    private final Bus bus;
    private final InstantSource clock;

    Herald(Bus bus, InstantSource clock) {
        this.bus = bus;
        this.clock = clock;
    }

    private record Message(String type, FleetState payload, Instant timestamp, String id, String to, int priority) {}

    /** The message that says so much. */
    static String idOf(long version) {
        return IDS + version;
    }

    /** Completes when it is in the mailboxes. Agents that cannot be told now find out by GET /fleet. */
    Future<?> tell(String project, FleetState state, String to) {
        Caller hub = new Caller("hub", project, Set.of(Scope.ACP_WRITE));
        return bus.call(AcpOperations.SEND, hub, new AcpMessage(message(state, to)))
                .onFailure(cause -> LOG.warn(
                        "agents of {} were not told of version {} of the fleet: {}",
                        project,
                        state.version(),
                        cause.getMessage()));
    }

    /** The agents that are connected now. */
    Future<List<String>> connected(String project) {
        return bus.call(AcpNodeOperations.CONNECTED, reader(project), new Nothing())
                .map(AgentNames::agents);
    }

    /** Those of the agents that have not acknowledged what holds since this version. */
    Future<Set<String>> unheard(String project, long version, Collection<String> agents) {
        return agents.isEmpty()
                ? Future.succeededFuture(Set.of())
                : bus.call(
                                AcpNodeOperations.UNHEARD,
                                reader(project),
                                new HeardQuery(idOf(version), List.copyOf(agents)))
                        .map(names -> Set.copyOf(names.agents()));
    }

    private static Caller reader(String project) {
        return new Caller("hub", project, Set.of(Scope.ACP_READ));
    }

    private RawJson message(FleetState state, String to) {
        Message message = new Message(
                Orders.TYPE, state, clock.instant().truncatedTo(ChronoUnit.MICROS), idOf(state.version()), to, FIRST);
        try {
            return new RawJson(Json.HTTP.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
