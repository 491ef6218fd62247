package io.heliograph.bridge.telemetry;

import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who watch one project here, by event loop: a payload takes one task for each loop, however many watch. */
final class Watchers {
    private final Map<Context, Set<Watcher>> byLoop = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** On the watcher's event loop. */
    void add(Context loop, Watcher watcher) {
        if (byLoop.computeIfAbsent(loop, first -> new LinkedHashSet<>()).add(watcher)) {
            count.incrementAndGet();
        }
    }

    /** On the watcher's event loop. */
    void remove(Context loop, Watcher watcher) {
        Set<Watcher> here = byLoop.get(loop);
        if (here != null && here.remove(watcher)) {
            count.decrementAndGet();
            if (here.isEmpty()) {
                byLoop.remove(loop);
            }
        }
    }

    int count() {
        return count.get();
    }

    void push(Payload payload) {
        byLoop.forEach((loop, watchers) ->
                loop.runOnContext(there -> List.copyOf(watchers).forEach(watcher -> watcher.push(payload))));
    }
}
