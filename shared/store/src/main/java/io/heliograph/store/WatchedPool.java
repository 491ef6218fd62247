package io.heliograph.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool whose connections cannot hang for good. pg-client waits for an answer without end and does not pass socket time
 * limits on, so work that outlasts what the server's own limits allow ends with all connections of its pool closed and a
 * new pool in its place. What the server makes of the last statement is then unknown, as after any lost connection.
 */
final class WatchedPool {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedPool.class);

    private final Supplier<Pool> make;
    private final Duration patience;
    private final AtomicReference<Pool> current;

    WatchedPool(Supplier<Pool> make, Duration patience) {
        this.make = make;
        this.patience = patience;
        current = new AtomicReference<>(make.get());
    }

    <T> Future<T> run(Function<Pool, Future<T>> work) {
        Pool pool = current.get();
        return work.apply(pool)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    if (failure instanceof TimeoutException) {
                        replace(pool);
                    }
                    return Future.failedFuture(failure);
                });
    }

    Future<Void> close() {
        return current.get().close();
    }

    private void replace(Pool hung) {
        Pool next = make.get();
        if (current.compareAndSet(hung, next)) {
            LOG.warn(
                    "the database has not answered for {} s; its connections are closed and made anew",
                    patience.toSeconds());
            hung.close();
        } else {
            next.close();
        }
    }
}
