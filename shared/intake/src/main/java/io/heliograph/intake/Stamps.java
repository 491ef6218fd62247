package io.heliograph.intake;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The times of events that bring none: each has a microsecond of its own, in the order of arrival, so that where the newest
 * event decides, the one that came last does. Safe for use by many threads.
 */
final class Stamps {
    /** Further ahead of the clock than this, the clock was set back, and is followed. */
    private static final long AHEAD_MICROS = 1_000_000;

    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    /** The time of the first event of a body; each that follows has the next one. */
    long first(long now) {
        long free = next.get();
        return now < free && free - now <= AHEAD_MICROS ? free : now;
    }

    /** The body is read; the next one begins here at the earliest. */
    void until(long stamp) {
        next.accumulateAndGet(stamp, (free, end) -> free > end && free - end <= AHEAD_MICROS ? free : end);
    }
}
