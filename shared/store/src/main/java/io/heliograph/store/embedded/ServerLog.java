package io.heliograph.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the server writes: a new file at each start and each time one is full. Only the newest are kept. */
record ServerLog(Path directory) {
    static final String PREFIX = "postgres-";

    private static final int FILES_KEPT = 5;
    private static final int LINES_SHOWN = 10;
    private static final int TAIL_BYTES = 4096;

    /** What the server prints before it writes files of its own; of one start alone. */
    Path ofStart() {
        return directory.resolve("start.log");
    }

    /** Deletes the oldest files beyond the number that is kept. */
    void trim() throws IOException {
        List<Path> files = files();
        for (Path old : files.subList(0, Math.max(0, files.size() - FILES_KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    /** Whether the start failed because processes of a killed server are still about to end. */
    boolean tellsOfLeftBehind(Instant since) {
        return lastLines(since).stream().anyMatch(line -> line.contains("shared memory block"));
    }

    /** The last lines of what was written since the given time, as far as they can be read. */
    List<String> lastLines(Instant since) {
        List<String> lines = new ArrayList<>();
        try {
            List<Path> all = new ArrayList<>(List.of(ofStart()));
            all.addAll(files());
            for (Path file : all) {
                if (Files.exists(file)
                        && !Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    lines.addAll(lastLines(file));
                }
            }
        } catch (IOException unreadable) {
            lines.add("(the log cannot be read: " + unreadable.getMessage() + ")");
        }
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }

    private List<Path> files() throws IOException {
        return OwnedFiles.list(directory).stream()
                .filter(file -> file.getFileName().toString().startsWith(PREFIX))
                .toList();
    }

    private static List<String> lastLines(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                continue;
            }
            return StandardCharsets.UTF_8.decode(tail.flip()).toString().lines().toList();
        }
    }
}
