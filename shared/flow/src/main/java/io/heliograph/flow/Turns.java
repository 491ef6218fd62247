package io.heliograph.flow;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Lets one piece of work run after the other, in the order in which they came. Belongs to one context. */
public final class Turns {
    private Future<?> last = Future.succeededFuture();

    /** Starts the work once all that came before it has ended, well or not. */
    public <T> Future<T> take(Supplier<Future<T>> work) {
        Future<T> turn = last.transform(before -> work.get());
        last = turn;
        return turn;
    }
}
