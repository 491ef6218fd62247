package io.heliograph.exporters.line;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The one thread on which an exporter may wait for its target, for a while. Results come back on the caller's context. */
final class ExportThread {
    private final Vertx vertx;
    private final ExecutorService thread;

    ExportThread(Vertx vertx, String exporter) {
        this.vertx = vertx;
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "exporter " + exporter);
            // A write to a pipe that nobody reads cannot be interrupted, and must not keep the process.
            made.setDaemon(true);
            return made;
        });
    }

    /** Runs the work; when the time is over, says so and interrupts it. */
    <T> Future<T> run(Callable<T> work, Duration time, Runnable onLate) {
        Context context = vertx.getOrCreateContext();
        Promise<T> done = Promise.promise();
        java.util.concurrent.Future<?> running;
        try {
            running = thread.submit(() -> {
                try {
                    T result = work.call();
                    context.runOnContext(back -> done.complete(result));
                } catch (Exception | LinkageError e) {
                    context.runOnContext(back -> done.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(e);
        }
        long timer = vertx.setTimer(time.toMillis(), late -> {
            onLate.run();
            running.cancel(true);
        });
        return done.future().onComplete(ended -> vertx.cancelTimer(timer));
    }

    /** Interrupts what runs; nothing more is taken. */
    void stop() {
        thread.shutdownNow();
    }
}
