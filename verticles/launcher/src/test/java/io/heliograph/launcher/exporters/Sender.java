package io.heliograph.launcher.exporters;

import io.heliograph.testkit.Http;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sends numbered events, one batch after the other, and each until a hub has taken it. */
final class Sender implements AutoCloseable {
    private static final int BATCH = 20;
    private static final String PADDING = "x".repeat(200);

    private final Supplier<Http> hub;
    private final AtomicInteger acked = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    /** Begins at once; {@code hub} is where the hub is now. */
    Sender(Supplier<Http> hub) {
        this.hub = hub;
        thread = new Thread(this::run, "sender");
        thread.start();
    }

    /** How many events were acknowledged; their ids are e-0 and on. */
    int acked() {
        return acked.get();
    }

    /** Sends no more; returns once the last batch is answered. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void run() {
        while (!stopped) {
            StringBuilder batch = new StringBuilder();
            for (int n = acked.get(); n < acked.get() + BATCH; n++) {
                batch.append(n == acked.get() ? "[" : ",")
                        .append("{\"id\":\"e-%d\",\"type\":\"job.done\",\"text\":\"%s\"}".formatted(n, PADDING));
            }
            if (isTaken(batch.append("]").toString())) {
                acked.addAndGet(BATCH);
            }
        }
    }

    private boolean isTaken(String batch) {
        try {
            return hub.get().post("/events", batch).status() == 202;
        } catch (UncheckedIOException away) {
            return false;
        }
    }
}
