package io.heliograph.journal;

import io.heliograph.contracts.problems.CannotStart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A directory of the file system. */
public final class RealDisk implements Disk {
    private static final String LOCK = "journal.lock";

    // Checked before the lock file is touched: closing a second channel of it would give up this process's lock.
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Set<StandardOpenOption> access;
    private volatile FileStore store;

    public RealDisk(Path directory) {
        this(directory, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private RealDisk(Path directory, Set<StandardOpenOption> access) {
        this.directory = directory.toAbsolutePath().normalize();
        this.access = access;
    }

    /** For looking only: files are opened without the right to write to them. */
    static RealDisk readOnly(Path directory) {
        return new RealDisk(directory, Set.of(StandardOpenOption.READ));
    }

    @Override
    public Closeable lock() throws IOException {
        Path real = usable();
        if (!OPEN_HERE.add(real)) {
            throw new CannotStart("the journal in " + directory + " is already open in this process");
        }
        try {
            return lockFile(real);
        } catch (IOException | RuntimeException e) {
            OPEN_HERE.remove(real);
            throw e;
        }
    }

    private Closeable lockFile(Path real) throws IOException {
        FileChannel channel = FileChannel.open(
                real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CannotStart("the journal in " + directory + " is in use by another process");
        }
        return () -> {
            channel.close();
            OPEN_HERE.remove(real);
        };
    }

    private Path usable() throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new CannotStart("the journal directory " + directory + " cannot be made: " + e);
        }
        if (!Files.isWritable(directory) || !Files.isExecutable(directory) || !Files.isReadable(directory)) {
            throw new CannotStart("the journal directory %s, owned by %s, cannot be written by user %s"
                    .formatted(directory, Files.getOwner(directory).getName(), System.getProperty("user.name")));
        }
        return directory.toRealPath();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new ChannelFile(FileChannel.open(
                directory.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new ChannelFile(FileChannel.open(directory.resolve(name), access));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void force() throws IOException {
        try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
            self.force(true);
        }
    }

    @Override
    public long usableSpace() throws IOException {
        FileStore known = store;
        if (known == null) {
            // Looking it up reads the list of mounts, which costs more than a flush; asking it is one system call.
            known = Files.getFileStore(directory);
            store = known;
        }
        return known.getUsableSpace();
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return channel.read(into, at);
        }

        @Override
        public int write(ByteBuffer from, long at) throws IOException {
            return channel.write(from, at);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
