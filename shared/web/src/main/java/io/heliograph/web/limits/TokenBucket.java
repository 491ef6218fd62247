package io.heliograph.web.limits;

/**
 * Fills at a steady rate up to a bound. Whoever comes while anything is in it takes all that he needs, if need be on
 * credit, and nobody gets more until the credit is paid: so the rate holds and a batch larger than the bucket passes too.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double most;
    private double level;
    private long filledAt;

    /** A bucket that is full now. A rate of 0 is none: such a bucket is always open. */
    TokenBucket(long perSecond, double seconds, long now) {
        perNano = perSecond / NANOS_PER_SECOND;
        most = Math.max(1, perSecond * seconds);
        level = most;
        filledAt = now;
    }

    /** How long until something can be taken; 0 if it can be now. */
    long nanosUntilOpen(long now) {
        if (perNano == 0) {
            return 0;
        }
        level = Math.min(most, level + (now - filledAt) * perNano);
        filledAt = now;
        return level >= 1 ? 0 : (long) Math.ceil((1 - level) / perNano);
    }

    void take(long amount) {
        level -= amount;
    }
}
