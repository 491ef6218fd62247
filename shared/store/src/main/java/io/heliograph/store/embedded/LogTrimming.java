package io.heliograph.store.embedded;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the server's log within bounds as long as the hub runs, since the server itself never deletes a file. */
final class LogTrimming {
    private static final Logger LOG = LoggerFactory.getLogger(LogTrimming.class);
    private static final long PERIOD_SECONDS = 20;

    private final ScheduledExecutorService timer;

    private LogTrimming(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    static LogTrimming start(ServerLog log) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "postgres-log");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> trim(log), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return new LogTrimming(timer);
    }

    void stop() {
        timer.shutdownNow();
    }

    private static void trim(ServerLog log) {
        try {
            log.trim();
        } catch (IOException e) {
            LOG.warn("PostgreSQL's old logs cannot be deleted: {}", e.toString());
        }
    }
}
