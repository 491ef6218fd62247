package io.heliograph.agents.run;

import io.heliograph.agents.config.AgentsConfig;
import io.heliograph.agents.fleet.Fleet;
import io.heliograph.agents.run.Keeper.House;
import io.heliograph.store.Leases;
import io.heliograph.store.agents.AgentKey;
import io.heliograph.store.agents.AgentTable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The agents that run on this node; what there is to see of them from outside. Belongs to one context. */
public final class Runs {
    private final Roster roster;
    private final WardenLink warden;

    /** {@code onRelease} is run when agents have become free for other nodes. */
    public Runs(
            Context context,
            String node,
            AgentsConfig config,
            AgentTable table,
            Leases leases,
            Fleet fleet,
            Telemetry telemetry,
            InstantSource clock,
            LongSupplier nanos,
            Runnable onRelease) {
        warden = new WardenLink(context, config.hold(), config.stopTimeout(), this::wardenIsLost);
        Launcher launcher = new Launcher(context, config.maxLine(), telemetry, warden, nanos);
        House house = new House(context.owner(), node, config, table, launcher, warden, nanos, this::look);
        roster = new Roster(house, leases, fleet, clock, onRelease);
    }

    /** Compares what shall run with what runs here. */
    public void look() {
        roster.look();
    }

    /** Renews leases when it is time. */
    public void tick() {
        roster.tick();
    }

    /** Somebody has just said what this agent shall do. */
    public void changed(AgentKey agent) {
        roster.changed(agent);
    }

    /** Ends all, and frees them for other nodes. */
    public Future<Void> close() {
        return roster.close().onComplete(ended -> warden.close());
    }

    private void wardenIsLost() {
        roster.wardenIsLost();
    }
}
