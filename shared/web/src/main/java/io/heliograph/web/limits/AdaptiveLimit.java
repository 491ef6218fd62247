package io.heliograph.web.limits;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many appends may be under way, by how long they take. When even the quickest append of a moment took too long,
 * there is a queue before the disk: the limit falls in proportion. Otherwise it rises step by step. Too long is more than
 * the settings call slow and more than four times what the disk has lately needed at best, since what a disk always
 * takes is no sign of a queue.
 */
final class AdaptiveLimit {
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATELY = TimeUnit.SECONDS.toNanos(30);
    private static final int TOLERANCE = 4;
    private static final double STEEPEST_FALL = 0.5;
    private static final long NONE = Long.MAX_VALUE / TOLERANCE;

    private final int min;
    private final int max;
    private final long slow;
    private final LongSupplier nanos;
    private volatile int limit;

    private long momentBegan;
    private long quickest = NONE;
    private long periodBegan;
    private long bestOfPeriod = NONE;
    private long bestOfPeriodBefore = NONE;

    AdaptiveLimit(LimitsConfig config, LongSupplier nanos) {
        min = config.minInFlight();
        max = config.maxInFlight();
        slow = config.slowAppend().toNanos();
        this.nanos = nanos;
        limit = max;
        momentBegan = nanos.getAsLong();
        periodBegan = momentBegan;
    }

    int now() {
        return limit;
    }

    /** An append is durable after so long. */
    synchronized void took(long duration) {
        long now = nanos.getAsLong();
        quickest = Math.min(quickest, duration);
        if (now - momentBegan >= MOMENT) {
            adapt();
            momentBegan = now;
            quickest = NONE;
        }
        if (now - periodBegan >= LATELY) {
            bestOfPeriodBefore = bestOfPeriod;
            bestOfPeriod = NONE;
            periodBegan = now;
        }
    }

    private void adapt() {
        bestOfPeriod = Math.min(bestOfPeriod, quickest);
        long best = Math.min(bestOfPeriod, bestOfPeriodBefore);
        long tooLong = Math.max(slow, TOLERANCE * best);
        if (quickest > tooLong) {
            double fall = Math.max(STEEPEST_FALL, (double) tooLong / quickest);
            limit = Math.max(min, (int) (limit * fall));
        } else {
            limit = Math.min(max, limit + (int) Math.ceil(Math.sqrt(limit)));
        }
    }
}
