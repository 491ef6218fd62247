package io.heliograph.launcher.hub;

import io.heliograph.agents.AgentsVerticle;
import io.heliograph.agents.fleet.Fleet;
import io.heliograph.agents.status.StatusDesk.Self;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.gateway.Ingestion;
import io.heliograph.intake.BodyFormat;
import io.heliograph.store.Leases;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentTable;
import io.heliograph.store.agents.FleetTable;
import io.heliograph.web.limits.Admission;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Set;

/** Agents that the hub runs send by the way that everybody's events go. */
final class AgentWiring {
    private final Foundation on;
    private final Ingestion ingestion;

    AgentWiring(Foundation on, Ingestion ingestion) {
        this.on = on;
        this.ingestion = ingestion;
    }

    AgentsVerticle verticle() {
        return new AgentsVerticle(
                on.config().agents(),
                self(),
                new AgentTable(on.database()),
                new Leases(on.database()),
                this::take,
                new Fleet(new FleetTable(on.database()), on.clock()),
                on.bus(),
                on.clock(),
                System::nanoTime);
    }

    private Self self() {
        return new Self(
                on.node().name(), on.version(), on.node().roles(), on.node().startedAt());
    }

    private Future<IngestReceipt> take(AgentKey agent, Buffer lines) {
        Admission.Place place =
                ingestion.enter(new Caller("agent:" + agent.id(), agent.project(), Set.of(Scope.EVENTS_WRITE)));
        return ingestion
                .take(place, lines, BodyFormat.NDJSON, agent.project(), null)
                .onComplete(taken -> place.leave());
    }
}
