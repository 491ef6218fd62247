package io.heliograph.journal;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Batches that wait for the writer, bounded in bytes together with those that it has in hand. */
final class AppendQueue {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ENOUGH_BYTES = 1 << 20;

    private final JournalConfig config;
    private final LongSupplier bytesOnDisk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Append> waiting = new ArrayList<>();
    private long pendingBytes;
    private Problem ended;

    AppendQueue(JournalConfig config, LongSupplier bytesOnDisk) {
        this.config = config;
        this.bytesOnDisk = bytesOnDisk;
    }

    /** Why the batch is not taken; null if it is. */
    Problem offer(Append append) {
        lock.lock();
        try {
            Problem refusal = refusal(append.size());
            if (refusal == null) {
                waiting.add(append);
                pendingBytes += append.size();
                changed.signal();
            }
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    private Problem refusal(long size) {
        if (ended != null) {
            return ended;
        }
        if (bytesOnDisk.getAsLong() + pendingBytes + size > config.maxSize()) {
            return full("the journal holds as much as it may; it empties as the database takes its events over", 5);
        }
        if (pendingBytes > 0 && pendingBytes + size > config.queueSize()) {
            return full("more arrives than the journal's disk takes", 1);
        }
        return null;
    }

    /** A refusal that invites the caller back, not all at the same second. */
    static Problem full(String detail, int seconds) {
        int jitter = ThreadLocalRandom.current().nextInt(2 * seconds);
        return Problem.of(ProblemKind.JOURNAL_FULL, detail).retryAfter(seconds + jitter);
    }

    /** All that waits, after a little patience possibly nothing; null once the queue has ended and is empty. */
    List<Append> take() throws InterruptedException {
        lock.lock();
        try {
            await(PATIENCE_NANOS, 1);
            if (!waiting.isEmpty()) {
                await(config.linger().toNanos(), ENOUGH_BYTES);
            }
            List<Append> taken = waiting;
            waiting = new ArrayList<>();
            return taken.isEmpty() && ended != null ? null : taken;
        } finally {
            lock.unlock();
        }
    }

    /** What waits, without patience. */
    List<Append> rest() {
        lock.lock();
        try {
            List<Append> rest = waiting;
            waiting = new ArrayList<>();
            return rest;
        } finally {
            lock.unlock();
        }
    }

    private void await(long nanos, long bytes) throws InterruptedException {
        long left = nanos;
        while (left > 0 && ended == null && pendingBytes < bytes) {
            left = changed.awaitNanos(left);
        }
    }

    /** The writer is done with batches of so many bytes, one way or the other. */
    void settled(long bytes) {
        lock.lock();
        try {
            pendingBytes -= bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing from now on, for this reason; what waits can still be taken. */
    void end(Problem reason) {
        lock.lock();
        try {
            if (ended == null) {
                ended = reason;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
