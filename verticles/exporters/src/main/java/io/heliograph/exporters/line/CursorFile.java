package io.heliograph.exporters.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exporter's place, kept beside the journal that it is a place in, so that exporters need no PostgreSQL. The file is one
 * line, journal and position, and is replaced as a whole.
 */
final class CursorFile {
    private static final Pattern LINE = Pattern.compile("([0-9a-f-]{36}) (\\d{1,18})\\s*");

    private final Path file;
    private final UUID journal;

    CursorFile(Path directory, String exporter, UUID journal) {
        this.file = directory.resolve(exporter + ".cursor");
        this.journal = journal;
    }

    /** The place in this journal; empty if none was kept, or one in another journal. */
    Optional<Long> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!line.matches()) {
            throw new IOException(file + " is damaged");
        }
        return line.group(1).equals(journal.toString()) ? Optional.of(Long.parseLong(line.group(2))) : Optional.empty();
    }

    /** Durable once this returns. */
    void write(long position) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        byte[] line = (journal + " " + position + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(line));
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
