package io.heliograph.work;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.live.LiveOperations;
import io.heliograph.contracts.live.LiveStats;
import io.heliograph.flow.Loop;
import io.heliograph.store.Leases;
import io.heliograph.store.work.WorkExpiry;
import io.heliograph.store.work.WorkReader;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how the work goes, and forgets what is too old. */
public final class WorkVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(WorkVerticle.class);
    private static final long EXPIRE_EVERY_MS = Duration.ofMinutes(10).toMillis();
    private static final String EXPIRY = "work-expiry";
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final WorkConfig config;
    private final Duration interval;
    private final String node;
    private final Bus bus;
    private final WorkReader reader;
    private final WorkExpiry expiry;
    private final Leases leases;
    private final WorkFigures figures;
    private final InstantSource clock;
    private Collector collector;

    public WorkVerticle(
            WorkConfig config,
            Duration interval,
            String node,
            Bus bus,
            WorkReader reader,
            WorkExpiry expiry,
            Leases leases,
            WorkFigures figures,
            InstantSource clock) {
        this.config = config;
        this.interval = interval;
        this.node = node;
        this.bus = bus;
        this.reader = reader;
        this.expiry = expiry;
        this.leases = leases;
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        collector = new Collector(bus, reader, leases, node, interval, figures, clock, System::nanoTime);
        vertx.setPeriodic(interval.toMillis(), tick -> collector.tick());
        vertx.setPeriodic(EXPIRE_EVERY_MS, tick -> expire());
        return Future.all(
                bus.subscribe(Topics.LIVE_WANTED, collector::hear),
                bus.subscribe(Topics.LIVE_COLLECTED, collector::hear),
                bus.serve(LiveOperations.SNAPSHOT, (caller, nothing) -> collector.payload(caller.project())),
                bus.serve(
                        LiveOperations.STATS,
                        (caller, nothing) ->
                                Future.succeededFuture(LiveStats.of(collector.watchers(caller.project())))));
    }

    @Override
    public Future<?> stop() {
        return collector.rest();
    }

    /** On one node at a time; a look that fails is made up for by the next one. */
    private void expire() {
        leases.acquire(EXPIRY, node, HOLD)
                .compose(lease -> lease.isEmpty()
                        ? Future.succeededFuture()
                        : Loop.whileMore(() -> expiry.forget(clock.instant(), config.jobRetention()))
                                .eventually(() -> leases.release(lease.get())))
                .onFailure(cause -> LOG.warn("old jobs are not forgotten for now: {}", cause.getMessage()));
    }
}
