package io.heliograph.acp;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets what belongs to one key happen in its order, also where a step takes a while. Used on one event loop. */
final class Turns {
    private final Map<String, Future<?>> last = new HashMap<>();

    /** Begins the step when all steps of the key before it are done, at once if there is none. */
    <T> Future<T> take(String key, Supplier<Future<T>> step) {
        Future<?> before = last.get(key);
        Future<T> mine = before == null
                ? Future.succeededFuture().compose(now -> step.get())
                : before.transform(done -> step.get());
        if (!mine.isComplete()) {
            last.put(key, mine);
            mine.onComplete(done -> last.remove(key, mine));
        }
        return mine;
    }
}
