package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.flow.Backoff;
import io.heliograph.flow.Balance;
import io.heliograph.flow.Tail;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.CursorMoved;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.events.EventWriter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves this node's journal into PostgreSQL. */
public final class DrainVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DrainVerticle.class);
    private static final String REPLACED = "another process drains a copy of this journal; this node drains no more";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
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
    private final Backoff backoff;
    private Tail<Entry> tail;
    private RowSink sink;
    private int epoch;
    private boolean pausing;
    private boolean replaced;

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
        this.backoff = new Backoff(FIRST_PAUSE, config.longestPause(), RandomGenerator.getDefault());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(PartitionUpkeep.EVERY_MS, tick -> upkeep.look());
        return upkeep.look().compose(ready -> cursors.claim(journal.id(), node)).compose(this::follow);
    }

    /** What was accepted before the doors closed still goes out, if the database takes it in time. */
    @Override
    public Future<?> stop() {
        Promise<Void> empty = Promise.promise();
        long timer = vertx.setPeriodic(LOOK_AGAIN_MS, look -> {
            if (tail.cursor() >= journal.end() || pausing || replaced) {
                empty.tryComplete();
            }
        });
        vertx.setTimer(LAST_DRAIN_MS, late -> empty.tryComplete());
        tail.wake();
        return empty.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            tail.stop();
        });
    }

    private Future<Void> follow(Cursor cursor) {
        if (cursor.applied() > journal.end()) {
            throw new CannotStart("The journal ends at event " + journal.end() + ", but the database holds "
                    + cursor.applied() + " of its events: it is an older copy. Put the newest journal back, or move it"
                    + " aside to begin a new one.");
        }
        epoch = cursor.epoch();
        progress.at(cursor);
        sink = new RowSink(journal, writer, bus, balance, progress, epoch);
        tail = new Tail<>(
                cursor.applied(),
                position -> journal.readAfter(position, config.batchSize()),
                (from, batch) -> sink.take(from, batch).onSuccess(stored -> backoff.succeeded()),
                Entry::next,
                this::failed);
        SegmentRelease release = new SegmentRelease(journal, cursors, epoch);
        vertx.setPeriodic(SegmentRelease.EVERY_MS, tick -> release.look());
        vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
        return bus.subscribe(Topics.APPENDED, notice -> wake()).onSuccess(on -> wake());
    }

    private void wake() {
        if (!pausing) {
            tail.wake();
        }
    }

    private void failed(Throwable cause) {
        if (backoff.failures() == 0) {
            LOG.warn("the journal is not drained for now; events are still accepted: {}", cause.getMessage());
        }
        progress.troubled(cause.getMessage());
        pausing = true;
        vertx.setTimer(
                backoff.next(),
                again -> (cause instanceof CursorMoved ? findCursor() : Future.succeededFuture()).onComplete(found -> {
                    pausing = false;
                    wake();
                }));
    }

    /** A commit whose answer was lost may have taken effect; a higher epoch means that somebody else drains this journal. */
    private Future<Void> findCursor() {
        return cursors.read(journal.id()).map(found -> {
            Cursor cursor = found.orElseThrow();
            if (cursor.epoch() != epoch) {
                LOG.error(REPLACED);
                replaced = true;
                tail.stop();
                progress.troubled(REPLACED);
            } else {
                sink.catchUp(cursor);
                tail.moveTo(cursor.applied());
                progress.at(cursor);
            }
            return null;
        });
    }
}
