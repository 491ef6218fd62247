package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Why the embedded PostgreSQL does not run: one sentence that says what happened and what to do, and the last lines that
 * PostgreSQL itself wrote. Carries no stack: it is meant for the operator.
 */
public final class PostgresTrouble extends RuntimeException {
    /** Below this an unpacked server and a new cluster do not fit. */
    private static final long ROOM_NEEDED = 256L << 20;

    private final transient List<String> log;

    PostgresTrouble(String sentence, List<String> log) {
        super(sentence, null, false, false);
        this.log = List.copyOf(log);
    }

    PostgresTrouble(String sentence) {
        this(sentence, List.of());
    }

    /** The sentence for a file that could not be read or written under the given directory. */
    static PostgresTrouble files(Path directory, IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return new PostgresTrouble(
                    "%s may not be used by the user that runs the hub: give that user the directory, or choose another data directory."
                            .formatted(denied.getFile()));
        }
        String reason = reason(failure);
        if (reason.contains("No space left") || room(directory) < ROOM_NEEDED) {
            return new PostgresTrouble(
                    "The disk that holds %s is full: free at least %d MB and start again, or choose another directory."
                            .formatted(directory, ROOM_NEEDED >> 20));
        }
        return new PostgresTrouble(
                "PostgreSQL's files under %s cannot be used (%s): see to that and start again, or choose another directory."
                        .formatted(directory, reason));
    }

    /** The last lines of what PostgreSQL wrote, oldest first; empty when it wrote nothing. */
    public List<String> log() {
        return log;
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
