package io.heliograph.launcher.hub;

import io.heliograph.store.Breaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the embedded PostgreSQL, which runs beside the hub: one that was killed is started again. */
final class DatabaseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final long EVERY_MS = 2_000;

    private final Vertx vertx;
    private final DatabaseServer server;
    private final Breaker breaker;
    private volatile Future<?> look = Future.succeededFuture();
    private volatile boolean failed;
    private long timer;

    DatabaseWatch(Vertx vertx, DatabaseServer server, Breaker breaker) {
        this.vertx = vertx;
        this.server = server;
        this.breaker = breaker;
    }

    void start() {
        timer = vertx.setPeriodic(EVERY_MS, tick -> {
            if (look.isComplete()) {
                look = vertx.executeBlocking(server::revive, false)
                        .onSuccess(this::looked)
                        .onFailure(this::missed);
            }
        });
    }

    /** Looks no more; ends when a look that is under way has ended. */
    Future<?> stop() {
        vertx.cancelTimer(timer);
        return look.otherwiseEmpty();
    }

    private void looked(boolean revived) {
        failed = false;
        if (revived) {
            breaker.tryNow();
        }
    }

    private void missed(Throwable cause) {
        if (!failed) {
            LOG.error("the embedded PostgreSQL is gone and cannot be started again: {}", cause.getMessage());
        }
        failed = true;
    }
}
