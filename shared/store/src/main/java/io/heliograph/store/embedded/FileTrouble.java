package io.heliograph.store.embedded;

import io.heliograph.contracts.problems.CannotStart;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what a file that could not be read or written means for the operator. */
final class FileTrouble {
    /** Below this an unpacked server and a new cluster do not fit. */
    private static final long ROOM_NEEDED = 256L << 20;

    private FileTrouble() {}

    static CannotStart with(Path directory, IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return new CannotStart(
                    "%s may not be used by the user that runs the hub: give that user the directory, or choose another."
                            .formatted(denied.getFile()));
        }
        String reason = reason(failure);
        if (reason.contains("No space left") || room(directory) < ROOM_NEEDED) {
            return new CannotStart(
                    "The disk that holds %s is full: free at least %d MB and start again, or choose another directory."
                            .formatted(directory, ROOM_NEEDED >> 20));
        }
        return new CannotStart(
                "PostgreSQL's files under %s cannot be used (%s): see to that and start again, or choose another directory."
                        .formatted(directory, reason));
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getClass().getSimpleName() + " " + file.getFile();
        }
        return String.valueOf(failure.getMessage());
    }

    private static long room(Path directory) {
        try {
            Path existing = directory;
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
