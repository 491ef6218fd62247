package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.time.Duration;

/** Waits for what other processes do, by looking again and again until a time is up. */
final class Patience {
    private static final long PAUSE_MILLIS = 20;

    /** Something to look at. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    private Patience() {}

    /** Whether the condition came to hold in time. */
    static boolean until(Duration limit, Condition condition) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static CannotStart interrupted() {
        Thread.currentThread().interrupt();
        return new CannotStart("The start or stop of PostgreSQL was interrupted: start again.");
    }
}
