package io.heliograph.aggregate.windows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a node keeps its windows while it does not run; replaced as a whole. */
final class SnapshotFile {
    private final Path file;

    SnapshotFile(Path directory) {
        this.file = directory.resolve("windows.snapshot");
    }

    /** What was kept; nothing if there is none, or if it is larger than windows can be. */
    byte[] read(long most) throws IOException {
        return Files.exists(file) && Files.size(file) <= most ? Files.readAllBytes(file) : new byte[0];
    }

    /** Durable once this returns. */
    void write(byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
