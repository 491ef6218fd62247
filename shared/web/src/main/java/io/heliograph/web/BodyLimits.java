package io.heliograph.web;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How large a body may be, as sent and unpacked, how long it may take, and how much of all bodies a node holds. */
public record BodyLimits(long body, long inflated, long inFlight, Duration timeout) {
    /** Of the heap, what bodies may hold at the most: each is held a few times over on its way to the journal. */
    private static final int PART_OF_HEAP = 8;

    public static BodyLimits from(Settings settings) {
        return new BodyLimits(
                settings.size("http.body-limit", "8MiB", "1KiB", "256MiB"),
                settings.size("http.inflated-limit", "32MiB", "1KiB", "1GiB"),
                Math.min(
                        settings.size("http.in-flight-limit", "256MiB", "1MiB", "64GiB"),
                        Runtime.getRuntime().maxMemory() / PART_OF_HEAP),
                settings.duration("http.body-timeout", "30s", "1s", "10m"));
    }
}
