package io.heliograph.aggregate;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How far back windows reach, how much memory they may take, and how they are kept over a restart. */
public record WindowsConfig(
        Duration longest,
        int maxTypes,
        int maxFields,
        int maxSeries,
        long memory,
        int recentIds,
        Duration saveInterval,
        long maxBacklog) {
    public WindowsConfig {
        requireNonNull(longest, "longest");
        requireNonNull(saveInterval, "saveInterval");
    }

    public static WindowsConfig from(Settings settings) {
        return new WindowsConfig(
                settings.duration("windows.longest", "1h", "1m", "24h"),
                settings.integer("windows.max-types", 1_000, 1, 100_000),
                settings.integer("windows.max-fields", 100, 1, 10_000),
                settings.integer("windows.max-series", 10_000, 0, 1_000_000),
                settings.size("windows.memory", "64MiB", "1MiB", "64GiB"),
                settings.integer("windows.recent-ids", 100_000, 2, 10_000_000),
                settings.duration("windows.save-interval", "30s", "100ms", "1h"),
                settings.size("windows.max-backlog", "512MiB", "0B", "1TiB"));
    }

    public long longestSeconds() {
        return longest.toSeconds();
    }
}
