package io.heliograph.drain;

import java.util.concurrent.TimeUnit;

/**
 * Leaves the processors to senders who bring much more than PostgreSQL takes, which is what a journal is for: after a
 * transaction the drain rests several times as long as that took, while the journal has room. Times are nanoseconds.
 */
final class GiveWay {
    /** More than so many events that came for one that was stored are a burst. */
    private static final double BURST = 1.5;

    /** How long a rest is, in transactions, and at the most, so that the newest are seen within a second. */
    private static final int REST = 6;

    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(800);

    private long beganAt;
    private long endThen;
    private long restsUntil = System.nanoTime();

    /** A transaction begins, and the journal ends here. */
    void began(long end, long now) {
        endThen = end;
        beganAt = now;
    }

    /** It has stored so many events, and the journal ends there now; whether that has room for senders who come first. */
    void ended(long stored, long end, long now, boolean isRoomy) {
        restsUntil = isRoomy ? now + rest(stored, end, now) : now;
    }

    /** How long the rest lasts still; nothing or less once it is over. */
    long left(long now) {
        return restsUntil - now;
    }

    /** How long to rest behind a transaction that stored so many events while the journal grew up to here. */
    long rest(long stored, long end, long now) {
        return end - endThen > BURST * stored ? Math.min(LONGEST_REST, REST * (now - beganAt)) : 0;
    }
}
