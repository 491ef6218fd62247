package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Appended;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the readers of the journal that it has grown: once for all that is appended within a moment, since every notice
 * wakes another thread. Safe for use by many threads.
 */
final class AppendNotices {
    private static final long MOMENT_MS = 2;

    private final Vertx vertx;
    private final Bus bus;
    private final AtomicLong end = new AtomicLong();
    private final AtomicBoolean due = new AtomicBoolean();

    AppendNotices(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    void appended(long newEnd) {
        end.accumulateAndGet(newEnd, Math::max);
        if (due.compareAndSet(false, true)) {
            vertx.setTimer(MOMENT_MS, passed -> {
                due.set(false);
                bus.publish(Topics.APPENDED, new Appended(end.get()));
            });
        }
    }
}
