package io.heliograph.exporters;

import io.heliograph.contracts.exporters.ExporterList.Item;
import io.heliograph.exporters.line.ExporterConfig;
import io.heliograph.exporters.line.ExporterFigures;
import io.heliograph.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How one exporter stands, as its operator sees it. Safe for use by many threads. */
public record ExporterStatus(ExporterConfig config, ExporterFigures figures, Journal journal, Clock clock) {
    public String name() {
        return config.name();
    }

    public long lagEvents() {
        return Math.max(0, journal.end() - figures.cursor());
    }

    public long lagBytes() {
        return journal.bytesAfter(figures.cursor());
    }

    public double lagSeconds() {
        Instant oldest = figures.oldestWaiting();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }

    Item item(String node) {
        return new Item(
                node,
                config.name(),
                config.kind(),
                figures.state().toString(),
                figures.cursor(),
                lagEvents(),
                lagBytes(),
                lagSeconds(),
                figures.events(),
                figures.leftOut(),
                figures.repeated(),
                figures.refused(),
                figures.missed(),
                figures.trouble(),
                figures.lastError(),
                figures.lastErrorAt());
    }
}
