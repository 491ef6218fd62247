package io.heliograph.store.rollups;

import java.time.Duration;
import java.util.Locale;

/** How long the time of a row is; days are those of UTC. */
public enum Level {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private static final long MICROS = 1_000_000;

    private final long micros;

    Level(Duration length) {
        micros = length.toSeconds() * MICROS;
    }

    public Duration length() {
        return Duration.ofSeconds(micros / MICROS);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    String table() {
        return "rollup_" + this;
    }

    /** The beginning of the row's time in which this microsecond lies. */
    public long begin(long at) {
        return Math.floorDiv(at, micros) * micros;
    }
}
