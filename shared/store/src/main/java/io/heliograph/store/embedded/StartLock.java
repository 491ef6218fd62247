package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one process at a time work on a directory; a process that dies lets go of it. */
final class StartLock {
    /** Closing any channel of a file drops this process's lock on it, so within the process threads take turns first. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** Longer than any work that is done under a lock, so that waiting ends even when the holder is frozen. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    /** Work on files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private StartLock() {}

    /** Does the work while nobody else holds a lock on the file. */
    static <T> T holding(Path file, Work<T> work) throws IOException {
        awaitTurn(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!Patience.until(LIMIT, () -> channel.tryLock() != null)) {
                throw busy(file);
            }
            return work.run();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static void awaitTurn(Path file) {
        try {
            if (!IN_THIS_PROCESS.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy(file);
            }
        } catch (InterruptedException e) {
            throw Patience.interrupted();
        }
    }

    private static CannotStart busy(Path file) {
        return new CannotStart(
                "Another process has been starting or stopping PostgreSQL in %s for too long: end it, then start again."
                        .formatted(file.getParent()));
    }
}
