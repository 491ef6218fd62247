package io.heliograph.launcher.commands.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which nothing has come for too long; without it a hub whose power failed is waited for forever. */
final class Stall implements AutoCloseable {
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Closeable stream;
    private volatile boolean moved;
    private volatile boolean stalled;

    Stall(Closeable stream, long everyMillis) {
        this.stream = stream;
        watch.scheduleWithFixedDelay(this::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Something came. */
    void moved() {
        moved = true;
    }

    boolean stalled() {
        return stalled;
    }

    private void look() {
        if (moved) {
            moved = false;
            return;
        }
        stalled = true;
        try {
            stream.close();
        } catch (IOException e) {
            // The reader of the stream hears of it.
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
