package io.heliograph.launcher.exporters;

import io.heliograph.testkit.Http;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Sends numbered events, one batch after the other, and each until a hub has taken it. */
final class Sender implements AutoCloseable {
    private static final int BATCH = 20;
    private static final String PADDING = "x".repeat(200);

    /** A load that goes on, and not one that fills the disk while others start. */
    private static final long APART_NANOS = 5_000_000;

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

    /** The ids of so many events, from the first on. */
    static List<String> ids(int events) {
        return IntStream.range(0, events).mapToObj(n -> "e-" + n).toList();
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
            LockSupport.parkNanos(APART_NANOS);
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
