package io.heliograph.launcher.commands.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole or not at all, whenever the machine stops. */
public final class DurableFile {
    private DurableFile() {}

    /** Replaces a small file by this text. */
    public static void replace(Path file, String text) throws IOException {
        Path written = beside(file, ".tmp");
        // Not a channel: an interrupt would close it and leave the old text in place.
        try (FileOutputStream out = new FileOutputStream(written.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        publish(written, file);
    }

    /** The name with something behind it, in the same directory. */
    public static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Gives a file that is complete its name. */
    public static void publish(Path written, Path file) throws IOException {
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
