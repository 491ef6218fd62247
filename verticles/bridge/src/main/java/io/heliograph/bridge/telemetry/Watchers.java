package io.heliograph.bridge.telemetry;

import io.vertx.core.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who watch one project here, by event loop: a payload takes one task for each loop, however many watch. */
final class Watchers {
    private static final long NONE = 0;

    /** With the number of the last payload of each, since whoever begins may get one that is still on its way to all. */
    private final Map<Context, Map<Watcher, Long>> byLoop = new ConcurrentHashMap<>();

    private final AtomicInteger count = new AtomicInteger();

    /** On the watcher's event loop. */
    void add(Context loop, Watcher watcher) {
        Map<Watcher, Long> here = byLoop.computeIfAbsent(loop, first -> new LinkedHashMap<>());
        if (here.putIfAbsent(watcher, NONE) == null) {
            count.incrementAndGet();
        }
    }

    /** On the watcher's event loop. */
    void remove(Context loop, Watcher watcher) {
        Map<Watcher, Long> here = byLoop.get(loop);
        if (here != null && here.remove(watcher) != null) {
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
        byLoop.forEach((loop, watchers) -> loop.runOnContext(
                there -> List.copyOf(watchers.keySet()).forEach(watcher -> push(loop, watcher, payload))));
    }

    /** On the watcher's event loop. Nobody gets a payload twice, or an older one behind a newer one. */
    void push(Context loop, Watcher watcher, Payload payload) {
        Map<Watcher, Long> here = byLoop.get(loop);
        Long last = here == null ? null : here.get(watcher);
        if (last != null && last < payload.number()) {
            here.put(watcher, payload.number());
            watcher.push(payload);
        }
    }
}
