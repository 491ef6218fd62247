package io.heliograph.journal;

import static io.heliograph.contracts.problems.ProblemKind.JOURNAL_FAILED;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.intake.EventBatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal in the files of one directory, written by a thread of its own. Answers come on the caller's context. */
public final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final Vertx vertx;
    private final Disk disk;
    private final JournalConfig config;
    private final Recovery.Found found;
    private final Closeable lock;
    private final Segments segments;
    private final AppendQueue queue;
    private final JournalWriter writer;
    private final SegmentReader reader;
    private final Spares spares;
    private final RecentEntries recent = new RecentEntries();
    private final ConcurrentSkipListSet<String> damageSeen = new ConcurrentSkipListSet<>();
    private final Promise<Void> stopped = Promise.promise();
    private final Holds holds = new Holds();
    private volatile long released;
    private volatile long heldBytes;
    private Future<Void> releasing = Future.succeededFuture();
    private volatile Future<Void> closed;

    private FileJournal(
            Vertx vertx,
            Disk disk,
            JournalConfig config,
            Recovery.Found found,
            Closeable lock,
            Consumer<Throwable> onFatal)
            throws IOException {
        this.vertx = vertx;
        this.disk = disk;
        this.config = config;
        this.found = found;
        this.lock = lock;
        this.segments = new Segments(found.segments());
        this.queue = new AppendQueue(config, this::neededBytes);
        this.spares = new Spares(disk, config.spareSegments());
        LogEnd log = LogEnd.open(disk, config, found.journal(), segments, spares);
        this.writer = new JournalWriter(log, queue, recent, onFatal, stopped::complete);
        this.reader = new SegmentReader(disk, found.journal(), segments, damageSeen::add);
    }

    /**
     * Opens the journal in the directory, or begins one. Fails with {@link CannotStart}. {@code onFatal} is told
     * once, on a thread of the journal, when it can never acknowledge again.
     */
    public static Future<FileJournal> open(
            Vertx vertx, Path directory, JournalConfig config, Consumer<Throwable> onFatal) {
        return open(vertx, new RealDisk(directory), config, onFatal);
    }

    /** Opens the journal on any disk. */
    public static Future<FileJournal> open(Vertx vertx, Disk disk, JournalConfig config, Consumer<Throwable> onFatal) {
        return vertx.executeBlocking(() -> openNow(vertx, disk, config, onFatal), false);
    }

    private static FileJournal openNow(Vertx vertx, Disk disk, JournalConfig config, Consumer<Throwable> onFatal)
            throws IOException {
        Closeable lock = null;
        try {
            lock = disk.lock();
            Recovery.Found found = new Recovery(disk, config.onDamage()).run();
            found.notes().forEach(note -> LOG.warn("Journal {}: {}", found.journal(), note));
            FileJournal journal = new FileJournal(vertx, disk, config, found, lock, onFatal);
            journal.writer.start();
            return journal;
        } catch (IOException | RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            throw e instanceof IOException
                    ? new CannotStart("the journal in %s cannot be opened: %s".formatted(disk, e))
                    : (RuntimeException) e;
        }
    }

    @Override
    public UUID id() {
        return found.journal();
    }

    @Override
    public Future<Long> append(EventBatch batch) {
        if (batch.count() == 0) {
            return Future.succeededFuture(end());
        }
        Append append = new Append(batch.bytes(), batch.count(), vertx.getOrCreateContext());
        Problem refusal = queue.offer(append);
        return refusal == null ? append.durable() : Future.failedFuture(new Refused(refusal));
    }

    @Override
    public Future<List<Entry>> readAfter(long position, int events) {
        Page page = new Page(position, events);
        if (position >= end() || recent.fill(page)) {
            return later(page.entries());
        }
        return vertx.executeBlocking(
                () -> {
                    reader.fill(page);
                    return page.entries();
                },
                false);
    }

    /** Answers in a turn of its own, so that a reader who goes on at once does not pile up calls. */
    private <T> Future<T> later(T answer) {
        Promise<T> promise = Promise.promise();
        Context context = vertx.getOrCreateContext();
        Contexts.run(context, () -> promise.complete(answer));
        return promise.future();
    }

    @Override
    public long end() {
        return segments.end();
    }

    @Override
    public long start() {
        return segments.start();
    }

    @Override
    public long bytesAfter(long position) {
        return segments.bytesAfter(position);
    }

    @Override
    public synchronized Future<Void> release(long position) {
        released = Math.max(released, position);
        return sweep();
    }

    @Override
    public synchronized Future<Void> hold(String reader, long position, long mostBytes) {
        holds.put(reader, position, mostBytes);
        return sweep();
    }

    /** One sweep after the other, without a thread that waits for its turn. */
    private Future<Void> sweep() {
        Context context = vertx.getOrCreateContext();
        releasing = releasing.transform(before -> context.executeBlocking(this::delete, false));
        return releasing;
    }

    /** One by one and oldest first, each durable before the next, so that a crash leaves no hole in the middle. */
    private Void delete() throws IOException {
        List<Segment> below = segments.below(released);
        int free = holds.isEmpty() || !hasRoom() ? below.size() : holds.free(below);
        for (Segment segment : below.subList(0, free)) {
            segments.remove(segment);
            try {
                spares.retire(segment);
            } catch (IOException e) {
                segments.restore(segment);
                throw e;
            }
        }
        heldBytes = below.stream().skip(free).mapToLong(Segment::bytes).sum();
        return null;
    }

    /** Whether the disk has room for what is only held: no reader's place is worth refusing events. */
    private boolean hasRoom() throws IOException {
        return disk.usableSpace() - config.minFreeSpace() >= 2 * config.segmentSize();
    }

    /** What counts against the bound: what is held for readers lies on top of it. */
    private long neededBytes() {
        return segments.bytes() - heldBytes;
    }

    @Override
    public List<Unreadable> givenUp() {
        return found.givenUp();
    }

    @Override
    public Status status() {
        String reason = reason();
        List<String> damage =
                Stream.concat(found.notes().stream(), damageSeen.stream()).toList();
        return new Status(segments.bytes(), config.maxSize(), reason == null, reason, damage);
    }

    private String reason() {
        if (writer.failed() != null) {
            return writer.failed();
        }
        if (closed != null) {
            return "the journal is closed";
        }
        return neededBytes() >= config.maxSize() ? "the journal holds as much as it may" : writer.refusing();
    }

    /** Completes once everything that was taken is answered and the directory is free for others. */
    @Override
    public synchronized Future<Void> close() {
        if (closed == null) {
            queue.end(Problem.of(JOURNAL_FAILED, "the journal is closed"));
            Context context = vertx.getOrCreateContext();
            closed = stopped.future().compose(done -> context.executeBlocking(this::unlock, false));
        }
        return closed;
    }

    private Void unlock() throws IOException {
        lock.close();
        return null;
    }
}
