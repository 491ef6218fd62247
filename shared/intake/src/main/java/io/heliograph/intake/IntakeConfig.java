package io.heliograph.intake;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/**
 * What an event may be. The depth counts the event itself as one level, lengths of strings are bytes as sent, and of
 * the recent ids at least half as many as named here are always known.
 */
public record IntakeConfig(
        int maxDepth,
        int maxKeys,
        int maxString,
        int maxEventSize,
        int maxEvents,
        Duration maxAhead,
        int recentIds,
        MaskingConfig masking) {

    public IntakeConfig {
        if (maxDepth < 2 || maxKeys < 1 || maxString < 1 || maxEventSize < 2 || maxEvents < 1 || recentIds < 2) {
            throw new IllegalArgumentException("a limit of the intake is too small to take any event");
        }
        if (maxAhead.isNegative()) {
            throw new IllegalArgumentException("maxAhead is negative: " + maxAhead);
        }
    }

    public static IntakeConfig from(Settings settings) {
        return new IntakeConfig(
                settings.integer("intake.max-depth", 32, 4, 128),
                settings.integer("intake.max-keys", 256, 8, 1024),
                (int) settings.size("intake.max-string", "64KiB", "1KiB", "1MiB"),
                (int) settings.size("intake.max-event-size", "256KiB", "1KiB", "4MiB"),
                settings.integer("intake.max-events", 10_000, 1, 100_000),
                settings.duration("intake.max-ahead", "10m", "0s", "365d"),
                settings.integer("intake.recent-ids", 100_000, 1_000, 10_000_000),
                MaskingConfig.from(settings));
    }
}
