package io.heliograph.journal;

import io.heliograph.intake.EventBatch;
import io.heliograph.intake.EventBatches;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What most tests of a journal begin with. */
final class Given {
    static final int SEGMENT = 4096;

    private Given() {}

    static JournalConfig config(OnDamage onDamage) {
        return new JournalConfig(SEGMENT, 2, 1 << 20, 0, 256 << 10, Duration.ZERO, onDamage);
    }

    static FileJournal open(Vertx vertx, Disk disk) {
        return open(vertx, disk, OnDamage.STOP);
    }

    static FileJournal open(Vertx vertx, Disk disk, OnDamage onDamage) {
        return await(FileJournal.open(vertx, disk, config(onDamage), failure -> {}));
    }

    /** A batch of so many events that can be told from all others by its number. */
    static EventBatch batch(int number, int events, int bytes) {
        byte[] content = new byte[Math.max(4, bytes)];
        for (int i = 4; i < content.length; i++) {
            content[i] = (byte) (number * 31 + i);
        }
        ByteBuffer.wrap(content).putInt(number);
        return EventBatches.of("project", events, content);
    }

    static int numberOf(Entry entry) {
        int number = entry.batch().getInt(0);
        ByteBuffer whole =
                batch(number, entry.count(), entry.batch().remaining()).bytes();
        if (!whole.equals(entry.batch())) {
            throw new AssertionError("batch " + number + " came back changed");
        }
        return number;
    }

    static List<Entry> readAll(Journal journal) {
        List<Entry> all = new ArrayList<>();
        long position = 0;
        for (List<Entry> page = read(journal, position); !page.isEmpty(); page = read(journal, position)) {
            all.addAll(page);
            position = page.get(page.size() - 1).next();
        }
        return all;
    }

    static List<Entry> read(Journal journal, long position) {
        return await(journal.readAfter(position, 1000));
    }

    static List<Integer> numbers(Journal journal) {
        return readAll(journal).stream().map(Given::numberOf).toList();
    }

    static <T> T await(Future<T> future) {
        try {
            return settled(future);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        }
    }

    /** The failure of a future that has to fail. */
    static Throwable failure(Future<?> future) {
        try {
            throw new AssertionError("did not fail, but gave " + settled(future));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    static boolean succeeds(Future<?> future) {
        try {
            settled(future);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static <T> T settled(Future<T> future) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
