package io.heliograph.launcher.hub;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started so far, undone in reverse order, each step within a time and whatever became of the one before. */
final class Undo {
    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Step(String what, Callable<Future<?>> how) {}

    private final Deque<Step> steps = new ArrayDeque<>();

    void with(String what, Callable<Future<?>> how) {
        steps.push(new Step(what, how));
    }

    void run() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                await(step.how.call());
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly: {}", step.what, e.toString());
            }
        }
    }

    /** Waits on the main thread, which has nothing else to do; no event loop ever comes here. */
    static <T> T await(Future<T> future) {
        return await(future, PATIENCE);
    }

    /** The same for what may take longer than anything should. */
    static <T> T await(Future<T> future, Duration patience) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("gave no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
