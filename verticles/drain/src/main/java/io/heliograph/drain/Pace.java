package io.heliograph.drain;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions apart under load, so that they grow instead of becoming many: what each costs by itself, and what each
 * costs for every agent in it, is paid less often. Where little happens, nothing waits. Belongs to one context.
 */
final class Pace {
    /** A transaction that was as large as this shows that there is load. */
    private static final long LOAD = 1_000;

    private final Vertx vertx;
    private final int enough;
    private final long apart;
    private final Runnable wake;
    private long nextNanos = System.nanoTime();
    private boolean waiting;

    Pace(Vertx vertx, DrainConfig config, Runnable wake) {
        this.vertx = vertx;
        this.enough = config.batchSize();
        this.apart = config.pace().toNanos();
        this.wake = wake;
    }

    /** A transaction of so many events begins. */
    void began(long events) {
        nextNanos = System.nanoTime() + (events < LOAD ? 0 : apart);
    }

    /** Whether so many events are to wait for more; they are woken in time. */
    boolean waitsFor(long events) {
        long left = nextNanos - System.nanoTime();
        if (events == 0 || events >= enough || left <= 0) {
            return false;
        }
        if (!waiting) {
            waiting = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, over -> {
                waiting = false;
                wake.run();
            });
        }
        return true;
    }
}
