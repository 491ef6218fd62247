package io.heliograph.aggregate;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How many fields are rolled up, and for how long minutes and hours are kept. */
public record RollupsConfig(int maxSeries, Duration interval, Duration keepMinutes, Duration keepHours) {
    public RollupsConfig {
        requireNonNull(interval, "interval");
        requireNonNull(keepMinutes, "keepMinutes");
        requireNonNull(keepHours, "keepHours");
    }

    public static RollupsConfig from(Settings settings) {
        return new RollupsConfig(
                settings.integer("rollups.max-series", 10_000, 0, 1_000_000),
                settings.duration("rollups.interval", "5s", "100ms", "1h"),
                settings.duration("rollups.keep-minutes", "30d", "1h", "36500d"),
                settings.duration("rollups.keep-hours", "730d", "1d", "36500d"));
    }
}
