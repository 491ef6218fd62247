package io.heliograph.exporters.line;

import static java.util.Objects.requireNonNull;

import io.heliograph.exporter.Exporter;
import java.time.Duration;

/** One exporter: what it takes, how much at once, and how patient the hub is with it. */
public record ExporterConfig(
        String name,
        String kind,
        Filter filter,
        Begin begin,
        long batchSize,
        Duration batchAge,
        Duration timeout,
        Duration longestPause,
        int breakerFailures,
        Duration breakerReset,
        long maxBacklog,
        Exporter exporter) {

    /** Where an exporter begins that has no place in the journal yet. */
    public enum Begin {
        NEWEST,
        OLDEST
    }

    public ExporterConfig {
        requireNonNull(name, "name");
        requireNonNull(exporter, "exporter");
    }
}
