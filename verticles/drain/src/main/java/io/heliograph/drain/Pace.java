package io.heliograph.drain;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the transactions of a lane apart under load, so that they grow instead of becoming many: what each costs by itself, and
 * what each costs for every agent in it, is paid less often. Where little happens, nothing waits. Belongs to one context.
 */
final class Pace {
    /** More events a second than this are load. */
    private static final long LOAD = 5_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final int enough;
    private final long apart;
    private final Runnable wake;
    private final GiveWay giveWay;
    private long lastNanos = System.nanoTime();
    private long nextNanos = lastNanos;
    private boolean waiting;

    /** Each lane has one of its own, and gives way with the others. */
    Pace(Vertx vertx, DrainConfig config, GiveWay giveWay, Runnable wake) {
        this.vertx = vertx;
        this.enough = config.batchSize();
        this.apart = config.pace().toNanos();
        this.giveWay = giveWay;
        this.wake = wake;
    }

    /** A transaction of so many events begins, and the journal ends here. */
    void began(long events, long end) {
        long now = System.nanoTime();
        giveWay.began(end, now);
        boolean load = events * SECOND > LOAD * (now - lastNanos);
        lastNanos = now;
        nextNanos = load ? now + apart : now;
    }

    /** It has stored them, and the journal ends there now; whether that has room for senders who come first. */
    void ended(long events, long end, boolean isRoomy) {
        giveWay.ended(events, end, System.nanoTime(), isRoomy);
    }

    /** Whether so many events are to wait, for more or for senders; they are woken in time. */
    boolean waitsFor(long events) {
        long now = System.nanoTime();
        long left = Math.max(giveWay.left(now), events >= enough ? 0 : nextNanos - now);
        if (events == 0 || left <= 0) {
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
