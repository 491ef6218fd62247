package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.flow.Balance;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Unreadable;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.events.EventWriter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves this node's journal into PostgreSQL. */
public final class DrainVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DrainVerticle.class);
    private static final long LOOK_AGAIN_MS = 20;
    private static final long LAST_DRAIN_MS = 5_000;

    private final DrainConfig config;
    private final String node;
    private final Journal journal;
    private final JournalCursors cursors;
    private final EventWriter writer;
    private final PartitionUpkeep upkeep;
    private final Bus bus;
    private final Balance balance;
    private final DrainProgress progress;
    private JournalDrain drain;

    public DrainVerticle(
            DrainConfig config,
            String node,
            Journal journal,
            JournalCursors cursors,
            EventWriter writer,
            PartitionUpkeep upkeep,
            Bus bus,
            Balance balance,
            DrainProgress progress) {
        this.config = config;
        this.node = node;
        this.journal = journal;
        this.cursors = cursors;
        this.writer = writer;
        this.upkeep = upkeep;
        this.bus = bus;
        this.balance = balance;
        this.progress = progress;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(PartitionUpkeep.EVERY_MS, tick -> upkeep.look());
        return upkeep.look().compose(ready -> cursors.claim(journal.id(), node)).compose(this::follow);
    }

    /** What was accepted before the doors closed still goes out, if the database takes it in time. */
    @Override
    public Future<?> stop() {
        Promise<Void> idle = Promise.promise();
        long timer = vertx.setPeriodic(LOOK_AGAIN_MS, look -> {
            if (drain.isIdle()) {
                idle.tryComplete();
            }
        });
        vertx.setTimer(LAST_DRAIN_MS, late -> idle.tryComplete());
        drain.wake();
        return idle.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            drain.stop();
        });
    }

    private Future<Void> follow(Cursor cursor) {
        sayWhatDamageCost(cursor);
        long known = cursor.ahead() == null ? cursor.applied() : cursor.of(Lane.AHEAD);
        if (known > journal.end()) {
            throw new CannotStart("The journal ends at event " + journal.end() + ", but the database holds " + known
                    + " of its events: it is an older copy. Put the newest journal back, or move it"
                    + " aside to begin a new one.");
        }
        Ledger ledger = new Ledger(cursor, journal.end(), balance, progress);
        drain = new JournalDrain(vertx, config, journal, cursors, writer, ledger, progress, bus);
        SegmentRelease release = new SegmentRelease(journal, cursors, cursor.epoch());
        vertx.setPeriodic(SegmentRelease.EVERY_MS, tick -> release.look());
        vertx.setPeriodic(config.poll().toMillis(), tick -> drain.wake());
        return bus.subscribe(Topics.APPENDED, notice -> drain.wake()).onSuccess(on -> drain.wake());
    }

    private void sayWhatDamageCost(Cursor cursor) {
        long events = journal.givenUp().stream().mapToLong(Unreadable::events).sum();
        long stored = journal.givenUp().stream()
                .mapToLong(gap -> cursor.covered(gap.from(), gap.to()))
                .sum();
        if (events > 0) {
            LOG.warn(
                    "{} of the {} events that the journal cannot read any more were stored before; {} are lost",
                    stored,
                    events,
                    events - stored);
        }
    }
}
