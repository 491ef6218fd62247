package io.heliograph.flow;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Does one step after the other, however many there are. A step that composed the next one would leave a chain of futures
 * behind: it holds what every step held, and its end, thousands of steps later, overflows the stack and is never heard of.
 */
public final class Loop {
    private final Supplier<Future<Boolean>> step;
    private final Promise<Void> over = Promise.promise();

    private Loop(Supplier<Future<Boolean>> step) {
        this.step = step;
    }

    /** Goes on for as long as a step says that there is more; fails with the first step that does. */
    public static Future<Void> whileMore(Supplier<Future<Boolean>> step) {
        Loop loop = new Loop(step);
        loop.run();
        return loop.over.future();
    }

    private void run() {
        Future<Boolean> more = next();
        while (more.isComplete() && goesOn(more)) {
            more = next();
        }
        if (!over.future().isComplete()) {
            more.onComplete(done -> {
                if (goesOn(done)) {
                    run();
                }
            });
        }
    }

    /** Whether there is more; says so to whoever waits if there is not. */
    private boolean goesOn(AsyncResult<Boolean> done) {
        if (done.failed()) {
            over.tryFail(done.cause());
        } else if (!done.result()) {
            over.tryComplete();
        }
        return !over.future().isComplete();
    }

    /** What a step throws fails it. */
    private Future<Boolean> next() {
        return Future.succeededFuture().compose(now -> step.get());
    }
}
