package io.heliograph.aggregate.windows;

import io.heliograph.aggregate.WindowFigures;
import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.WindowPart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.flow.Tail;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.intake.RecentIds;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events of this node's journal. Now and then the windows are written down together with the place up to which they
 * count it, and the journal keeps what lies behind that: a node that was killed reads both, and has what it had. Belongs to one
 * context.
 */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int PAGE_EVENTS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NOTHING = -1;

    /** Under which the journal keeps what is not written down yet. */
    private static final String HOLD = "windows";

    /** Bytes of a file take less than they do in memory, and recent ids come on top. */
    private static final int MOST_TIMES = 4;

    private final WindowsConfig config;
    private final String node;
    private final InstantSource clock;
    private final WindowFigures figures;
    private final Journal journal;
    private final SnapshotFile file;
    private final long endAtStart;
    private Windows windows;
    private RecentIds recent;
    private Tail<Entry> tail;
    private long completeFrom;
    private long saved = NOTHING;
    private boolean begun;
    private boolean saving;
    private boolean troubled;

    Reader(
            WindowsConfig config,
            Journal journal,
            Path directory,
            String node,
            InstantSource clock,
            WindowFigures figures) {
        this.config = config;
        this.journal = journal;
        this.file = new SnapshotFile(directory);
        this.node = node;
        this.clock = clock;
        this.figures = figures;
        endAtStart = journal.end();
    }

    /** Begins where the windows that were written down end, or with the oldest that the journal still holds. Blocks. */
    void begin() {
        long from = restore();
        tail = new Tail<>(
                from,
                position -> journal.readAfter(position, PAGE_EVENTS),
                (position, entries) -> {
                    count(position, entries);
                    return Future.succeededFuture();
                },
                Entry::next,
                this::failed);
        journal.hold(HOLD, from, config.maxBacklog());
    }

    private long restore() {
        windows = new Windows(config);
        recent = new RecentIds(config.recentIds());
        try {
            byte[] bytes = file.read(MOST_TIMES * config.memory());
            Snapshot found = Snapshot.read(bytes, journal.id(), windows, recent, config.longestSeconds(), now());
            if (found != null && found.position() <= endAtStart) {
                boolean isWhole = found.position() >= journal.start();
                completeFrom = isWhole ? found.completeFrom() : now() * MICROS;
                saved = found.position();
                begun = true;
                return Math.max(found.position(), journal.start());
            }
        } catch (IOException e) {
            LOG.warn("the windows of before are not read from {}: {}", file, e.getMessage());
        }
        windows = new Windows(config);
        recent = new RecentIds(config.recentIds());
        completeFrom = journal.start() == 0 ? Long.MIN_VALUE : now() * MICROS;
        return journal.start();
    }

    /** Writes the windows down when much of the journal is kept for them. */
    Future<Void> saveIfLate(Vertx vertx) {
        return config.maxBacklog() > 0 && journal.bytesAfter(Math.max(saved, 0)) > config.maxBacklog() / 2
                ? save(vertx)
                : Future.succeededFuture();
    }

    /** Writes the windows down, unless nothing was counted since. */
    Future<Void> save(Vertx vertx) {
        long position = tail.cursor();
        if (saving || position == saved || position < endAtStart) {
            return Future.succeededFuture();
        }
        saving = true;
        byte[] bytes =
                new Snapshot(journal.id(), position, completeFrom).write(windows, recent, config.longestSeconds());
        return vertx.<Void>executeBlocking(
                        () -> {
                            file.write(bytes);
                            return null;
                        },
                        false)
                .onComplete(done -> saving = false)
                .compose(written -> {
                    saved = position;
                    return journal.hold(HOLD, position, config.maxBacklog());
                })
                .onFailure(cause -> LOG.warn("the windows are not written to {}: {}", file, cause.getMessage()))
                .otherwiseEmpty();
    }

    /** What is not before this place of the journal is not counted yet. */
    long cursor() {
        return tail.cursor();
    }

    /** Looks again at the journal. */
    void wake() {
        tail.wake();
    }

    /** Says what the windows hold. */
    void tell() {
        figures.holds(windows.counted(), windows.bytes(), windows.overflow());
    }

    Future<Void> stop() {
        return tail.stop();
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    long begin(boolean isFiltered, long second) {
        return windows.begin(isFiltered, second, now());
    }

    WindowPart read(WindowRead wanted) {
        return new WindowPart(node, completeFrom(), windows.read(wanted), windows.overflow());
    }

    void sweep() {
        windows.sweep(now());
    }

    /** While what the journal held at the start is not counted yet, nothing is complete. */
    private long completeFrom() {
        return tail.cursor() < endAtStart ? (now() + 1) * MICROS : completeFrom;
    }

    private void count(long from, List<Entry> entries) {
        long now = now();
        // What the journal has released, before this start or since, is in no window.
        if (entries.get(0).position() > from || !begun && from > 0) {
            completeFrom = BatchReader.receivedAtOf(entries.get(0).batch());
        }
        begun = true;
        long oldest = (now - config.longestSeconds() - Tiers.AHEAD) * MICROS;
        for (Entry entry : entries) {
            if (BatchReader.receivedAtOf(entry.batch()) >= oldest) {
                count(entry.batch(), now);
            }
        }
        troubled = false;
    }

    private void count(ByteBuffer batch, long now) {
        List<JournaledEvent> events = BatchReader.read(batch);
        for (JournaledEvent event : events) {
            if (!event.hasOwnId() || !recent.contains(event.project(), event.ownId())) {
                windows.add(event, now);
            }
        }
        String project = events.get(0).project();
        recent.addAll(
                project,
                events.stream()
                        .filter(JournaledEvent::hasOwnId)
                        .map(JournaledEvent::ownId)
                        .collect(Collectors.toList()));
    }

    /** Tried again at the next look. */
    private void failed(Throwable cause) {
        if (!troubled) {
            LOG.warn("the windows do not move for now: {}", cause.getMessage());
        }
        troubled = true;
    }
}
