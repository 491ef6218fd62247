package io.heliograph.audit;

import io.heliograph.contracts.audit.AuditAnchors;
import io.heliograph.contracts.audit.AuditAnchors.Anchor;
import io.heliograph.contracts.audit.AuditOperations;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.flow.Backoff;
import io.heliograph.flow.Loop;
import io.heliograph.flow.Turns;
import io.heliograph.store.Leases;
import io.heliograph.store.audit.AuditExpiry;
import io.heliograph.store.audit.AuditLog;
import io.heliograph.store.audit.ChainEntry;
import io.heliograph.store.audit.ChainEntry.Head;
import io.heliograph.web.audit.Act;
import io.heliograph.web.audit.Origin;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes this node's chain, forgets what is too old, and answers questions about the trail. */
public final class AuditVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);
    private static final long WRITE_EVERY_MS = 200;
    private static final long SETTLE_EVERY_MS = 1_000;
    private static final long EXPIRE_EVERY_MS = Duration.ofHours(1).toMillis();
    private static final long LAST_WRITE_S = 5;
    private static final String LEASE = "audit-expiry";
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final AuditConfig config;
    private final String node;
    private final AuditQueue queue;
    private final AuditLog log;
    private final Leases leases;
    private final AuditWriter writer;
    private final Bus bus;
    private final InstantSource clock;
    private final Turns turns = new Turns();
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(WRITE_EVERY_MS), Duration.ofSeconds(10), ThreadLocalRandom.current());
    private boolean busy;
    private boolean pausing;
    private long anchored;

    public AuditVerticle(
            AuditConfig config,
            UUID chain,
            String node,
            AuditQueue queue,
            AuditFigures figures,
            AuditLog log,
            AuditExpiry expiry,
            Leases leases,
            Bus bus,
            InstantSource clock) {
        this.config = config;
        this.node = node;
        this.queue = queue;
        this.log = log;
        this.leases = leases;
        this.bus = bus;
        this.clock = clock;
        writer = new AuditWriter(queue, log, expiry, figures, chain, node, clock);
    }

    @Override
    public Future<?> start() {
        queue.record(own("hub.start"));
        vertx.setPeriodic(WRITE_EVERY_MS, tick -> write());
        vertx.setPeriodic(SETTLE_EVERY_MS, tick -> queue.settle());
        vertx.setPeriodic(EXPIRE_EVERY_MS, tick -> expire());
        vertx.setPeriodic(config.anchorInterval().toMillis(), tick -> anchor());
        return Future.all(
                        bus.serve(AuditOperations.QUERY, (caller, query) -> log.page(caller.project(), query)),
                        bus.serve(AuditOperations.ANCHORS, (caller, nothing) -> anchors()))
                .onSuccess(served -> expire());
    }

    /** A start without a stop before it shows later that the node ended before it could write the last it knew. */
    @Override
    public Future<?> stop() {
        queue.settleAll();
        queue.record(own("hub.stop"));
        return turns.take(writer::flush)
                .timeout(LAST_WRITE_S, TimeUnit.SECONDS)
                .onSuccess(written -> anchor())
                .onFailure(cause -> LOG.error(
                        "{} entries of the audit trail could not be written before the end: {}",
                        queue.size(),
                        cause.getMessage()))
                .otherwiseEmpty();
    }

    private Act own(String operation) {
        return new Act(null, operation, true, List.of(), Act.OK, Origin.HUB);
    }

    private void write() {
        if (busy || pausing) {
            return;
        }
        busy = true;
        turns.take(writer::flush)
                .onComplete(done -> busy = false)
                .onSuccess(written -> backoff.succeeded())
                .onFailure(this::failed);
    }

    private void failed(Throwable cause) {
        if (backoff.failures() == 0) {
            LOG.warn(
                    "the audit trail cannot be written for now; up to {} entries wait: {}",
                    config.queueSize(),
                    cause.getMessage());
        }
        pausing = true;
        vertx.setTimer(backoff.next(), again -> pausing = false);
    }

    /** On one node at a time; a look that fails is made up for by the next one. */
    private void expire() {
        leases.acquire(LEASE, node, HOLD)
                .compose(lease -> lease.isEmpty()
                        ? Future.succeededFuture()
                        : Loop.whileMore(() -> turns.take(
                                        () -> writer.expire(clock.instant().minus(config.retention()))))
                                .eventually(() -> leases.release(lease.get())))
                .onFailure(cause -> LOG.warn("old entries of the audit trail stay for now: {}", cause.getMessage()));
    }

    /** Leaves word in the log, which is kept elsewhere than the table. */
    private void anchor() {
        Head head = writer.head();
        if (head != null && head.sequence() != anchored) {
            anchored = head.sequence();
            LOG.info("audit anchor {}", text(head));
        }
    }

    private Future<AuditAnchors> anchors() {
        return log.heads()
                .map(heads -> new AuditAnchors(
                        heads.stream().map(AuditVerticle::anchorOf).toList()));
    }

    private static Anchor anchorOf(ChainEntry entry) {
        return new Anchor(
                entry.chain().toString(),
                entry.content().node(),
                entry.sequence(),
                entry.content().until(),
                entry.hash().toString(),
                text(entry.head()));
    }

    private static String text(Head head) {
        return head.chain() + ":" + head.sequence() + ":" + head.hash();
    }
}
