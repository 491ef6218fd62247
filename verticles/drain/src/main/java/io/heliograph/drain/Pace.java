package io.heliograph.drain;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions apart under load, so that they grow instead of becoming many: what each costs by itself, and what each
 * costs for every agent in it, is paid less often. Where little happens, nothing waits. Belongs to one context.
 */
final class Pace {
    /** More events a second than this are load. */
    private static final long LOAD = 5_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final int enough;
    private final long apart;
    private final Runnable wake;
    private long lastNanos = System.nanoTime();
    private long nextNanos = lastNanos;
    private boolean waiting;

    Pace(Vertx vertx, DrainConfig config, Runnable wake) {
        this.vertx = vertx;
        this.enough = config.batchSize();
        this.apart = config.pace().toNanos();
        this.wake = wake;
    }

    /** A transaction of so many events begins. */
    void began(long events) {
        long now = System.nanoTime();
        boolean load = events * SECOND > LOAD * (now - lastNanos);
        lastNanos = now;
        nextNanos = load ? now + apart : now;
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
