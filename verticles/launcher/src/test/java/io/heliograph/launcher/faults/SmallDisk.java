package io.heliograph.launcher.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.launcher.system.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a test's own, in memory, that can be filled up; only root may mount one. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts it, or skips the test. */
    static SmallDisk mount(Path directory, String size) {
        assumeTrue(System.getProperty("user.name").equals("root"), "skipped: only root may mount a small disk");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeTrue(
                Scratch.succeeds("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + size, "tmpfs", directory.toString()),
                "skipped: a small disk cannot be mounted here");
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Leaves not a byte. */
    void fill() {
        byte[] piece = new byte[64 << 10];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (true) {
                ballast.write(piece);
            }
        } catch (IOException full) {
            // which was the aim
        }
    }

    void free() {
        try {
            Files.delete(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void readOnly() {
        Scratch.run("mount", "-o", "remount,ro", directory.toString());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        Scratch.run("umount", "--lazy", directory.toString());
    }
}
