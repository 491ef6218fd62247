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

    /** A transaction begins, and the journal ends here. */
    void began(long end, long now) {
        endThen = end;
        beganAt = now;
    }

    /** It has stored so many events, and the journal ends there now: how long to rest. */
    long rest(long stored, long end, long now) {
        return end - endThen > BURST * stored ? Math.min(LONGEST_REST, REST * (now - beganAt)) : 0;
    }
}
