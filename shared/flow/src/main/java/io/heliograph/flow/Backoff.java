package io.heliograph.flow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between tries, with jitter so that many who failed together do not come back together. */
public final class Backoff {
    private final long first;
    private final long most;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first.toMillis();
        this.most = most.toMillis();
        this.random = random;
    }

    /** The pause before the next try, in milliseconds: doubled each time, between half of it and the whole. */
    public long next() {
        long pause = Math.min(most, first << Math.min(failures, 20));
        failures++;
        return pause / 2 + random.nextLong(pause / 2 + 1);
    }

    public void succeeded() {
        failures = 0;
    }

    public int failures() {
        return failures;
    }
}
