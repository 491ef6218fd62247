package io.heliograph.bridge.telemetry;

import io.vertx.core.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who watch one project here, by event loop: a payload takes one task for each loop, however many watch. Every connection
 * has a context of its own, so that loops are told apart by their threads.
 */
final class Watchers {
    private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private static final class Loop {
        private final Context context;
        private final Map<Watcher, Place> places = new LinkedHashMap<>();

        private Loop(Context context) {
            this.context = context;
        }
    }

    /** With the number of the last payload, since whoever begins may get one that is still on its way to all. */
    private static final class Place {
        private final Watcher watcher;
        private long last;
        private boolean left;

        private Place(Watcher watcher) {
            this.watcher = watcher;
        }

        /** Nobody gets a payload twice, or an older one behind a newer one. */
        private void push(Payload payload) {
            if (!left && last < payload.number()) {
                last = payload.number();
                watcher.push(payload);
            }
        }
    }

    /** On the watcher's event loop. */
    void add(Context context, Watcher watcher) {
        Loop here = loops.computeIfAbsent(Thread.currentThread(), first -> new Loop(context));
        if (here.places.putIfAbsent(watcher, new Place(watcher)) == null) {
            count.incrementAndGet();
        }
    }

    /** On the watcher's event loop. */
    void remove(Watcher watcher) {
        Loop here = loops.get(Thread.currentThread());
        Place place = here == null ? null : here.places.remove(watcher);
        if (place != null) {
            place.left = true;
            count.decrementAndGet();
            if (here.places.isEmpty()) {
                loops.remove(Thread.currentThread());
            }
        }
    }

    int count() {
        return count.get();
    }

    void push(Payload payload) {
        loops.values()
                .forEach(loop -> loop.context.runOnContext(
                        there -> List.copyOf(loop.places.values()).forEach(place -> place.push(payload))));
    }

    /** On the watcher's event loop. */
    void push(Watcher watcher, Payload payload) {
        loops.get(Thread.currentThread()).places.get(watcher).push(payload);
    }
}
