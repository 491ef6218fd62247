package io.heliograph.bridge;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How many may watch the live stream, and how far behind a watcher may fall. */
public record StreamConfig(int maxWatchers, long watcherBuffer, int maxReplay, Duration maxLag, int recentIds) {
    public StreamConfig {
        requireNonNull(maxLag, "maxLag");
    }

    public static StreamConfig from(Settings settings) {
        return new StreamConfig(
                settings.integer("stream.max-watchers", 1_000, 1, 1_000_000),
                settings.size("stream.watcher-buffer", "1MiB", "1KiB", "256MiB"),
                settings.integer("stream.max-replay", 100_000, 0, 100_000_000),
                settings.duration("stream.max-lag", "30s", "1s", "1h"),
                settings.integer("stream.recent-ids", 100_000, 2, 10_000_000));
    }
}
