package io.heliograph.intake;

import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.problems.ProblemKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads the times of events as microseconds since 1970, and takes those that are neither older than what is kept nor
 * further ahead than clocks may differ. Nothing is moved: a time out of bounds, and a leap second, is refused.
 */
final class EventTimes {
    private static final int MAX_SHOWN = 24;
    private static final int MAX_TEXT = 64;

    private final long maxAge;
    private final long maxAhead;
    private final Duration shownAge;
    private final Duration shownAhead;

    EventTimes(Duration maxAge, Duration maxAhead) {
        this.maxAge = micros(maxAge.toSeconds(), maxAge.getNano());
        this.maxAhead = micros(maxAhead.toSeconds(), maxAhead.getNano());
        this.shownAge = maxAge;
        this.shownAhead = maxAhead;
    }

    /** Microseconds since 1970; a time that they cannot carry becomes the nearest that they can. */
    static long micros(Instant time) {
        return micros(time.getEpochSecond(), time.getNano());
    }

    /** The time in a string, which was checked before. */
    long ofString(byte[] in, int from, int to, long now) {
        long quick = QuickTime.micros(in, from, to);
        return quick != QuickTime.UNKNOWN ? inBounds(quick, now) : inBounds(parse(in, from, to), now);
    }

    /** The time in a number of milliseconds; microseconds may stand behind its point. */
    long ofNumber(byte[] in, int from, int to, long now) {
        long quick = QuickTime.microsOfMillis(in, from, to);
        if (quick >= now - maxAge) {
            return inBounds(quick, now);
        }
        String text = JsonNumbers.text(in, from, to);
        BigDecimal exact = new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.FLOOR);
        long micros = exact.min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValue();
        boolean seconds = micros > 0 && micros / 1000 < Times.LIKELY_MILLIS && micros < now - maxAge;
        if (seconds) {
            throw new BadEvent(
                    ProblemKind.TIMESTAMP_TOO_OLD,
                    Echo.of(text, MAX_SHOWN) + " is long ago; send epoch milliseconds, not seconds");
        }
        return inBounds(micros, now);
    }

    private static long parse(byte[] in, int from, int to) {
        String text = JsonStrings.decode(in, from, to);
        try {
            if (text.length() <= MAX_TEXT) {
                return micros(Times.parse(text));
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below, for every text that is no time.
        }
        throw new BadEvent(
                ProblemKind.BAD_TIMESTAMP,
                "'" + Echo.of(text, MAX_SHOWN) + "' is not a time; send RFC 3339 or epoch milliseconds");
    }

    private long inBounds(long micros, long now) {
        if (micros < 0 || micros < now - maxAge) {
            throw new BadEvent(
                    ProblemKind.TIMESTAMP_TOO_OLD,
                    "the time is more than " + shown(shownAge) + " ago, which is no longer kept; check the clock");
        }
        if (micros - maxAhead > now) {
            throw new BadEvent(
                    ProblemKind.TIMESTAMP_IN_FUTURE,
                    "the time is more than " + shown(shownAhead) + " ahead; check the clock");
        }
        return micros;
    }

    private static String shown(Duration span) {
        return span.toDays() > 0
                ? span.toDays() + " days"
                : span.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static long micros(long seconds, int nanos) {
        long micros = TimeUnit.SECONDS.toMicros(seconds);
        return micros > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : micros + nanos / 1000;
    }
}
