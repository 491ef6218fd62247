package io.heliograph.store.events;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970 and times, converted without rounding: pg-client takes no Instant, and its times are exact. */
public final class Micros {
    /** What PostgreSQL, ISO 8601 and every client can hold; no event lies outside. */
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private Micros() {}

    /** By hand: ChronoUnit.MICROS counts nanoseconds on its way and overflows 292 years from 1970. */
    public static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static OffsetDateTime utc(long micros) {
        long second = Math.floorDiv(micros, MICROS_OF_SECOND);
        int nano = (int) (micros - second * MICROS_OF_SECOND) * 1_000;
        return OffsetDateTime.of(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC), ZoneOffset.UTC);
    }

    static long epochDay(long micros) {
        return Math.floorDiv(micros, MICROS_OF_DAY);
    }

    /** The time as a parameter, moved into the range that can be stored. */
    static OffsetDateTime utc(Instant time) {
        Instant within = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return within.atOffset(ZoneOffset.UTC);
    }
}
