package io.heliograph.bridge.telemetry;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How often payloads come, and to how many on a node. */
public record LiveConfig(Duration interval, int maxWatchers) {
    public LiveConfig {
        requireNonNull(interval, "interval");
    }

    public static LiveConfig from(Settings settings) {
        return new LiveConfig(
                settings.duration("live.interval", "3s", "100ms", "1h"),
                settings.integer("live.max-watchers", 5_000, 1, 1_000_000));
    }
}
