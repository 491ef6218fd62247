package io.heliograph.launcher.hub;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * This process's place in the data directory: {@code nodes/<n>}, held by a file lock for as long as the process lives.
 * One node takes place 1; nodes of a cluster on one machine take the first that is free.
 */
public final class NodeSlot {
    private static final int MOST = 64;
    private static final String LEAVING = " leaving";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Path nodes;
    private final int number;
    private final FileChannel channel;
    private final FileLock lock;

    private NodeSlot(Path nodes, int number, FileChannel channel, FileLock lock) {
        this.nodes = nodes;
        this.number = number;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes a place, or says who holds it; waits for one whose holder is about to leave. */
    public static NodeSlot take(Path dataDirectory, boolean several) {
        Path nodes = dataDirectory.resolve("nodes");
        long patience = System.nanoTime() + PATIENCE.toNanos();
        do {
            for (int number = 1; number <= (several ? MOST : 1); number++) {
                Optional<NodeSlot> slot = tryTake(nodes, number);
                if (slot.isPresent()) {
                    return slot.get();
                }
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        } while (holder(nodes.resolve("1")).endsWith(LEAVING) && System.nanoTime() < patience);
        throw new CannotStart(
                "The data directory " + dataDirectory.toAbsolutePath().normalize()
                        + " is in use by another hub (process " + holder(nodes.resolve("1"))
                        + "). Stop it, choose another data.dir, or start both with --cluster to run them as one.");
    }

    public int number() {
        return number;
    }

    public Path directory() {
        return nodes.resolve(Integer.toString(number));
    }

    /** Whether no other live process holds a place in the same data directory. */
    public boolean isLast() {
        for (int other = 1; other <= MOST; other++) {
            if (other != number && Files.exists(nodes.resolve(Integer.toString(other)))) {
                Optional<NodeSlot> free = tryTake(nodes, other);
                if (free.isEmpty()) {
                    return false;
                }
                free.get().leave();
            }
        }
        return true;
    }

    /** Tells whoever wants this place that it is about to become free. */
    public void aboutToLeave() {
        write(channel, ProcessHandle.current().pid() + LEAVING);
    }

    public void leave() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock that is held can be released", e);
        }
    }

    private static Optional<NodeSlot> tryTake(Path nodes, int number) {
        Path directory = nodes.resolve(Integer.toString(number));
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return Optional.of(new NodeSlot(nodes, number, channel, lock));
        } catch (IOException e) {
            throw new CannotStart(
                    "The data directory " + nodes.getParent().toAbsolutePath().normalize()
                            + " cannot be written: check its owner and permissions, or choose another data.dir.");
        }
    }

    private static void write(FileChannel channel, String text) {
        try {
            channel.truncate(0).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String holder(Path directory) {
        try {
            return Files.readString(directory.resolve("lock")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
