package io.heliograph.retain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.maintenance.MaintenanceOperations;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.store.Database;
import io.heliograph.store.Leases;
import io.heliograph.store.events.EventReader;
import io.heliograph.store.retain.DayRemoval;
import io.heliograph.store.retain.FloorTable;
import io.heliograph.store.retain.JobTable;
import io.heliograph.store.retain.KeyExpiry;
import io.heliograph.store.retain.StoredDays;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** Keeps this node's knowledge of what has expired fresh, rids the disk of it, and serves who prunes by hand. */
public final class RetainVerticle extends VerticleBase {
    private static final long LOOK_EVERY_MS = 1_000;

    private final RetainConfig config;
    private final String node;
    private final Database database;
    private final Keeper keeper;
    private final EventReader events;
    private final Retention retention;
    private final Bus bus;
    private final InstantSource clock;
    private ExpiryRound round;
    private Maintenance maintenance;

    public RetainVerticle(
            RetainConfig config,
            String node,
            Database database,
            Keeper keeper,
            EventReader events,
            Retention retention,
            Bus bus,
            InstantSource clock) {
        this.config = config;
        this.node = node;
        this.database = database;
        this.keeper = keeper;
        this.events = events;
        this.retention = retention;
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        FloorTable floors = new FloorTable(database);
        JobTable jobs = new JobTable(database);
        DayRemoval removal = new DayRemoval(vertx, database, config.longestLock());
        round = new ExpiryRound(
                config,
                retention,
                new ExpiryRound.Parts(floors, new StoredDays(database), removal, new KeyExpiry(database)),
                keeper,
                clock);
        maintenance = new Maintenance(round, jobs, new Shift(vertx, new Leases(database), node), node);
        Prunes prunes = new Prunes(events, floors, jobs, round::refresh, retention, bus, clock);
        vertx.setPeriodic(LOOK_EVERY_MS, tick -> look());
        vertx.setPeriodic(config.every().toMillis(), tick -> maintenance.due());
        return round.refresh()
                .compose(known -> Future.all(
                        bus.subscribe(Topics.PRUNED, notice -> look()),
                        bus.serve(MaintenanceOperations.PRUNE, prunes::prune),
                        bus.serve(MaintenanceOperations.JOBS, prunes::list),
                        bus.serve(MaintenanceOperations.JOB, prunes::find),
                        bus.serve(MaintenanceOperations.CANCEL, prunes::cancel)))
                .onSuccess(served -> maintenance.due());
    }

    /** A look that fails is made up for by the next one; what cannot be asked of the database cannot be read from it either. */
    private void look() {
        round.refresh().onSuccess(known -> maintenance.look());
    }
}
