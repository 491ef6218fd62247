package io.heliograph.launcher.commands.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Locale;

/** Whether the hub can keep its data where it is to keep it, and how fast the disk is there. */
final class DataDirectory {
    private static final long ENOUGH = 1L << 30;
    private static final int ROUNDS = 20;
    private static final double SLOW_MILLIS = 20;

    private final Path directory;

    DataDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    Finding usable() throws IOException {
        Path existing = existing();
        if (!Files.isDirectory(existing)) {
            return Finding.fail(existing + " is not a directory; move it away or set another data directory");
        }
        if (existing.equals(directory) && anybodyMayWrite()) {
            return Finding.fail("anybody may write to " + directory + "; run: chmod o-w " + directory);
        }
        try {
            Files.delete(Files.createTempFile(existing, ".heliograph-doctor", null));
        } catch (IOException e) {
            return Finding.fail("cannot write to " + existing + "; give the user that runs the hub the right to");
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        if (free < ENOUGH) {
            return Finding.fail((free >> 20) + " MiB are free at " + existing + ", 1 GiB is the least; make room");
        }
        return Finding.ok(directory + (existing.equals(directory) ? " is writable" : " can be made") + ", "
                + (free >> 30) + " GiB free");
    }

    /** Every acknowledged batch waits for one of these. */
    Finding fsync() throws IOException {
        Path file = Files.createTempFile(existing(), ".heliograph-doctor", null);
        long[] nanos = new long[ROUNDS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int round = 0; round < ROUNDS; round++) {
                channel.write(ByteBuffer.allocate(4096));
                long start = System.nanoTime();
                channel.force(false);
                nanos[round] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return judge(nanos[ROUNDS / 2] / 1e6);
    }

    static Finding judge(double medianMillis) {
        String took = String.format(Locale.ROOT, "%.1f ms", medianMillis);
        return medianMillis > SLOW_MILLIS
                ? Finding.warn(
                        "the disk takes " + took + " to make a write durable, and every acknowledgement waits for"
                                + " it; put the data on a local disk")
                : Finding.ok("the disk takes " + took + " to make a write durable");
    }

    private boolean anybodyMayWrite() throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        return posix != null && posix.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private Path existing() {
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }
}
