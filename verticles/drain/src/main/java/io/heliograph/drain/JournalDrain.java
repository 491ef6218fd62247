package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.flow.Backoff;
import io.heliograph.flow.Tail;
import io.heliograph.flow.Turns;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.CursorMoved;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.JournalCursors.Span;
import io.heliograph.store.JournalCursors.Stretch;
import io.heliograph.store.events.EventWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal along one lane, and, behind a long backlog, along a second one that begins at the journal's end: the
 * newest events are visible at once while the backlog catches up, batch by batch in turn. Where the main lane meets the
 * beginning of the second, the two become one again. Belongs to one context.
 */
final class JournalDrain {
    private static final Logger LOG = LoggerFactory.getLogger(JournalDrain.class);
    private static final String REPLACED = "another process drains a copy of this journal; this node drains no more";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Vertx vertx;
    private final DrainConfig config;
    private final Journal journal;
    private final JournalCursors cursors;
    private final EventWriter writer;
    private final Ledger ledger;
    private final DrainProgress progress;
    private final Bus bus;
    private final int epoch;
    private final Turns turns = new Turns();
    private final Backoff backoff;
    private final GiveWay giveWay = new GiveWay();
    private final Strand main;
    private Strand ahead;
    private boolean opening;
    private boolean joining;
    private boolean pausing;
    private boolean replaced;

    /** One lane: its tail, and what writes for it. */
    private record Strand(Tail<Entry> tail, RowSink sink) {}

    JournalDrain(
            Vertx vertx,
            DrainConfig config,
            Journal journal,
            JournalCursors cursors,
            EventWriter writer,
            Ledger ledger,
            DrainProgress progress,
            Bus bus) {
        this.vertx = vertx;
        this.config = config;
        this.journal = journal;
        this.cursors = cursors;
        this.writer = writer;
        this.ledger = ledger;
        this.progress = progress;
        this.bus = bus;
        this.epoch = ledger.known().epoch();
        this.backoff = new Backoff(FIRST_PAUSE, config.longestPause(), RandomGenerator.getDefault());
        this.main = strand(Lane.MAIN);
        this.ahead = ledger.known().ahead() == null ? null : strand(Lane.AHEAD);
    }

    /** Looks again at the journal. */
    void wake() {
        if (pausing || replaced) {
            return;
        }
        if (ahead == null && !opening && journal.end() - ledger.known().applied() > config.newestFirstAbove()) {
            open(journal.end());
        }
        if (ahead != null) {
            ahead.tail().wake();
        }
        main.tail().wake();
    }

    /** Whether there is nothing to be done now: the newest events are stored, or cannot be. */
    boolean isIdle() {
        Tail<Entry> newest = ahead == null ? main.tail() : ahead.tail();
        return newest.cursor() >= journal.end() || pausing || replaced;
    }

    /** Starts nothing more. */
    void stop() {
        main.tail().stop();
        if (ahead != null) {
            ahead.tail().stop();
        }
    }

    private Strand strand(Lane lane) {
        RowSink sink = new RowSink(writer, ledger, bus);
        Pace pace = new Pace(vertx, config, giveWay, this::wake);
        Tail<Entry> tail = new Tail<>(
                ledger.known().of(lane),
                position -> lane == Lane.MAIN ? backlog(pace, position) : read(pace, position),
                (from, batch) -> turns.take(() -> take(sink, pace, stretch(lane, from, batch), batch)),
                Entry::next,
                this::failed);
        return new Strand(tail, sink);
    }

    private Future<Void> take(RowSink sink, Pace pace, Stretch stretch, List<Entry> batch) {
        long events = stretch.to() - stretch.from();
        pace.began(events, journal.end());
        return sink.take(stretch, batch).onSuccess(stored -> {
            backoff.succeeded();
            pace.ended(events, journal.end(), isRoomy());
        });
    }

    /** Whether so little of the journal waits to be stored that senders may come first. */
    private boolean isRoomy() {
        long waiting = journal.bytesAfter(ledger.known().applied());
        return waiting * 100 < config.giveWayShare() * journal.status().maxBytes();
    }

    /** The next batch, unless it is better to wait until it is larger. */
    private Future<List<Entry>> read(Pace pace, long position) {
        return pace.waitsFor(journal.end() - position)
                ? Future.succeededFuture(List.of())
                : journal.readAfter(position, config.batchSize()).map(JournalDrain::upToGap);
    }

    /** The entries that follow each other: a batch has its gap, if any, in front, so that its events' positions are known. */
    private static List<Entry> upToGap(List<Entry> entries) {
        int end = Math.min(1, entries.size());
        while (end < entries.size()
                && entries.get(end).position() == entries.get(end - 1).next()) {
            end++;
        }
        return entries.subList(0, end);
    }

    private Stretch stretch(Lane lane, long from, List<Entry> batch) {
        return new Stretch(
                journal.id(), epoch, lane, from, batch.get(batch.size() - 1).next());
    }

    /** What the main lane has to do next: nothing from the beginning of the second on. */
    private Future<List<Entry>> backlog(Pace pace, long position) {
        Span beyond = ledger.known().ahead();
        if (beyond == null) {
            return read(pace, position);
        }
        if (position >= beyond.from()) {
            join(beyond.from());
            return Future.succeededFuture(List.of());
        }
        return pace.waitsFor(beyond.from() - position)
                ? Future.succeededFuture(List.of())
                : journal.readAfter(position, config.batchSize()).compose(entries -> upTo(beyond, position, entries));
    }

    /** The entries before the second lane; where a gap reaches up to that, only the cursor goes on. */
    private Future<List<Entry>> upTo(Span beyond, long position, List<Entry> entries) {
        List<Entry> before = entries.stream()
                .takeWhile(entry -> entry.position() < beyond.from())
                .toList();
        if (!before.isEmpty() || entries.isEmpty()) {
            return Future.succeededFuture(upToGap(before));
        }
        Stretch gap = new Stretch(journal.id(), epoch, Lane.MAIN, position, beyond.from());
        return turns.take(() -> main.sink().take(gap, List.of())).map(passed -> {
            main.tail().moveTo(ledger.known().applied());
            main.tail().wake();
            return List.of();
        });
    }

    private void open(long end) {
        opening = true;
        turns.take(() -> cursors.openAhead(journal.id(), epoch, end))
                .onSuccess(opened -> {
                    know(new Span(end, end), ledger.known().applied());
                    ahead = strand(Lane.AHEAD);
                })
                .onComplete(done -> opening = false)
                .onSuccess(opened -> wake())
                .onFailure(this::failed);
    }

    private void join(long meeting) {
        if (joining) {
            return;
        }
        joining = true;
        ahead.tail()
                .stop()
                .compose(stopped -> turns.take(() -> cursors.join(journal.id(), epoch, meeting)))
                .onSuccess(joined -> {
                    know(null, ahead.tail().cursor());
                    main.tail().moveTo(ahead.tail().cursor());
                    ahead = null;
                })
                .onComplete(done -> joining = false)
                .onSuccess(joined -> wake())
                .onFailure(this::failed);
    }

    private void know(Span beyond, long applied) {
        Cursor known = ledger.known();
        ledger.know(new Cursor(
                epoch, applied, beyond, known.stored(), known.duplicates(), known.setAside(), known.serverStartedAt()));
    }

    private void failed(Throwable cause) {
        if (replaced) {
            return;
        }
        if (backoff.failures() == 0) {
            LOG.warn("the journal is not drained for now; events are still accepted: {}", cause.getMessage());
        }
        progress.troubled(cause.getMessage());
        if (pausing) {
            return;
        }
        pausing = true;
        vertx.setTimer(
                backoff.next(),
                again -> turns.take(() -> cause instanceof CursorMoved ? findCursor() : Future.succeededFuture())
                        .onComplete(found -> {
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
                stop();
                progress.troubled(REPLACED);
            } else {
                goOnFrom(cursor);
            }
            return null;
        });
    }

    private void goOnFrom(Cursor cursor) {
        List<Entry> underWay = new ArrayList<>(main.sink().taken());
        if (ahead != null) {
            underWay.addAll(ahead.sink().taken());
            ahead.tail().stop();
        }
        ledger.catchUp(cursor, underWay);
        main.tail().moveTo(cursor.applied());
        ahead = cursor.ahead() == null ? null : strand(Lane.AHEAD);
    }
}
