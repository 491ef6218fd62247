package io.heliograph.bridge.telemetry;

import io.vertx.core.Future;
import java.util.function.Function;

/** Sends one payload after the other; of those that come while one is under way, only the newest follows. */
final class Newest implements Watcher {
    private final Function<Payload, Future<Void>> write;
    private Payload next;
    private boolean busy;
    private long sent;

    Newest(Function<Payload, Future<Void>> write) {
        this.write = write;
    }

    @Override
    public void push(Payload payload) {
        if (busy) {
            next = payload;
            return;
        }
        busy = true;
        write.apply(payload).onComplete(written -> {
            busy = false;
            sent++;
            Payload waiting = next;
            next = null;
            if (waiting != null && written.succeeded()) {
                push(waiting);
            }
        });
    }

    /** Whether a payload is on its way to a reader who has not taken it yet. */
    boolean isBusy() {
        return busy;
    }

    /** How many were taken; one that does not grow while it is busy is stuck. */
    long sent() {
        return sent;
    }
}
