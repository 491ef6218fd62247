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
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events of this node's journal, from the oldest that it still holds: after a restart that is what warms the
 * windows. Its place is in memory only. Belongs to one context.
 */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int PAGE_EVENTS = 1_000;
    private static final long MICROS = 1_000_000;

    private final WindowsConfig config;
    private final String node;
    private final InstantSource clock;
    private final WindowFigures figures;
    private final Windows windows;
    private final RecentIds recent;
    private final Tail<Entry> tail;
    private final long endAtStart;
    private long completeFrom;
    private boolean begun;
    private boolean troubled;

    Reader(WindowsConfig config, Journal journal, String node, InstantSource clock, WindowFigures figures) {
        this.config = config;
        this.node = node;
        this.clock = clock;
        this.figures = figures;
        windows = new Windows(config);
        recent = new RecentIds(config.recentIds());
        endAtStart = journal.end();
        completeFrom = journal.start() == 0 ? Long.MIN_VALUE : now() * MICROS;
        tail = new Tail<>(
                journal.start(),
                position -> journal.readAfter(position, PAGE_EVENTS),
                (from, entries) -> {
                    count(from, entries);
                    return Future.succeededFuture();
                },
                Entry::next,
                this::failed);
    }

    /** Looks again at the journal. */
    void wake() {
        tail.wake();
    }

    void stop() {
        tail.stop();
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
        tell();
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
        tell();
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

    private void tell() {
        figures.holds(windows.counted(), windows.bytes(), windows.overflow());
    }

    /** Tried again when the clock ticks. */
    private void failed(Throwable cause) {
        if (!troubled) {
            LOG.warn("the windows do not move for now: {}", cause.getMessage());
        }
        troubled = true;
    }
}
