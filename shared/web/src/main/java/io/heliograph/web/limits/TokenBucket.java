package io.heliograph.web.limits;

/**
 * How buckets of a kind fill: at a steady rate up to a bound. Whoever comes while anything is in one takes all that he needs,
 * if need be on credit, and nobody gets more until the credit is paid: so the rate holds and a batch larger than the bucket
 * passes too. A rate of 0 is none: such a bucket is always open.
 */
record TokenBucket(double perNano, double most) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Buckets of a rate, which save up what comes within so many seconds. */
    static TokenBucket of(long perSecond, double seconds) {
        return new TokenBucket(perSecond / NANOS_PER_SECOND, Math.max(1, perSecond * seconds));
    }

    /** What is in a bucket after so long. */
    double fill(double level, long nanos) {
        return perNano == 0 ? most : Math.min(most, level + nanos * perNano);
    }

    /** How long until something can be taken; 0 if it can be now. */
    long nanosUntilOpen(double level) {
        return perNano == 0 || level >= 1 ? 0 : (long) Math.ceil((1 - level) / perNano);
    }
}
