package io.heliograph.exporters.line;

import io.heliograph.flow.Backoff;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Leaves a target alone that does not take events: growing pauses between tries, and after so many in a row a long one, at the
 * end of which one try decides. Tries come one after the other, so that nothing can be under way between two of them.
 */
public final class Circuit {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final int failures;
    private final long reset;
    private final RandomGenerator random;
    private final Backoff backoff;
    private State state = State.CLOSED;

    /** Where it stands; in this order the metric counts from 0. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Circuit(int failures, Duration reset, Duration longestPause, RandomGenerator random) {
        this.failures = failures;
        this.reset = reset.toMillis();
        this.random = random;
        this.backoff = new Backoff(FIRST_PAUSE, longestPause, random);
    }

    State state() {
        return state;
    }

    /** The next try begins. */
    void tries() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    void succeeded() {
        state = State.CLOSED;
        backoff.succeeded();
    }

    /** A try failed; how many milliseconds there are to the next one, never the same for many who failed together. */
    long failed() {
        long pause = backoff.next();
        if (backoff.failures() < failures) {
            return pause;
        }
        state = State.OPEN;
        return reset + random.nextLong(reset / 4 + 1);
    }

    int failuresInARow() {
        return backoff.failures();
    }
}
