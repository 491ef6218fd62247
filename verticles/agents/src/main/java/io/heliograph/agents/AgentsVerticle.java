package io.heliograph.agents;

import io.heliograph.agents.config.AgentSpec;
import io.heliograph.agents.config.AgentsConfig;
import io.heliograph.agents.fleet.Fleet;
import io.heliograph.agents.fleet.FleetCommands;
import io.heliograph.agents.run.Runs;
import io.heliograph.agents.run.Telemetry;
import io.heliograph.agents.status.StatusDesk;
import io.heliograph.agents.status.StatusDesk.Self;
import io.heliograph.contracts.agents.AgentOperations;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.AgentsChanged;
import io.heliograph.contracts.fleet.FleetOperations;
import io.heliograph.contracts.status.StatusOperations;
import io.heliograph.store.Leases;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentTable;
import io.heliograph.store.agents.AgentTable.Known;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs this node's share of the agents, and answers those who start and stop them. */
public final class AgentsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AgentsVerticle.class);
    private static final long LOOK_EVERY_MS = 1_000;
    private static final long TICK_EVERY_MS = 200;

    private final AgentsConfig config;
    private final Self self;
    private final AgentTable table;
    private final Leases leases;
    private final Telemetry telemetry;
    private final Fleet fleet;
    private final Bus bus;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private Runs runs;
    private OnCall onCall;
    private boolean known;

    public AgentsVerticle(
            AgentsConfig config,
            Self self,
            AgentTable table,
            Leases leases,
            Telemetry telemetry,
            Fleet fleet,
            Bus bus,
            InstantSource clock,
            LongSupplier nanos) {
        this.config = config;
        this.self = self;
        this.table = table;
        this.leases = leases;
        this.telemetry = telemetry;
        this.fleet = fleet;
        this.bus = bus;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Future<?> start() {
        runs = new Runs(
                context, self.node(), config, table, leases, fleet, telemetry, clock, nanos, () -> publish(null, null));
        Errands errands = new Errands(bus, clock, StartStop.PATIENCE);
        StartStop commands = new StartStop(vertx, table, fleet, errands, nanos, this::tell);
        List<AgentKey> called = config.book().all().stream()
                .filter(AgentSpec::startOnMessage)
                .map(AgentSpec::key)
                .toList();
        onCall = new OnCall(called, table, bus, this::tell);
        FleetCommands all = new FleetCommands(
                vertx, fleet, config.presets(), table, bus, project -> publish(project, null), clock, nanos);
        if (runsAny()) {
            vertx.setPeriodic(LOOK_EVERY_MS, tick -> look());
            vertx.setPeriodic(TICK_EVERY_MS, tick -> runs.tick());
        }
        return Future.all(List.of(
                        bus.serve(AgentOperations.START, commands::start),
                        bus.serve(AgentOperations.STOP, commands::stop),
                        bus.serve(AgentOperations.STATUS, commands::status),
                        bus.serve(FleetOperations.STATE, all::state),
                        bus.serve(FleetOperations.PANIC, all::panic),
                        bus.serve(FleetOperations.RESUME, all::resume),
                        bus.serve(FleetOperations.MUTE, all::mute),
                        bus.serve(FleetOperations.UNMUTE, all::unmute),
                        bus.serve(FleetOperations.PRESET, all::preset),
                        bus.serve(FleetOperations.PRESETS, all::presets),
                        bus.serve(StatusOperations.GET, new StatusDesk(bus, self, clock)::board),
                        bus.subscribe(Topics.AGENT_REGISTERED, all::greet),
                        bus.subscribe(Topics.AGENTS_CHANGED, this::changed)))
                .onSuccess(served -> look());
    }

    @Override
    public Future<?> stop() {
        return runs.close();
    }

    /** A node that can run nothing has no reason to ask PostgreSQL what shall run. */
    private boolean runsAny() {
        return !config.book().all().isEmpty() && config.maxRunning() > 0;
    }

    /** A PostgreSQL that was away at the start hears of this node's agents when it is back. */
    private void look() {
        if (!runsAny()) {
            return;
        }
        if (known) {
            runs.look();
            onCall.look();
        } else {
            List<Known> agents =
                    config.book().all().stream().map(AgentsVerticle::known).toList();
            table.know(agents)
                    .compose(told -> onCall.register())
                    .onSuccess(told -> {
                        known = true;
                        runs.look();
                    })
                    .onFailure(cause -> LOG.warn("agents cannot be made known for now: {}", cause.getMessage()));
        }
    }

    private void tell(AgentKey agent) {
        runs.changed(agent);
        publish(agent.project(), agent.id());
    }

    private void publish(String project, String agentId) {
        bus.publish(Topics.AGENTS_CHANGED, new AgentsChanged(project, agentId));
    }

    private void changed(AgentsChanged notice) {
        if (notice.agentId() == null) {
            look();
        } else {
            runs.changed(new AgentKey(notice.project(), notice.agentId()));
        }
    }

    private static Known known(AgentSpec agent) {
        return new Known(agent.key(), agent.kind(), agent.autostart());
    }
}
