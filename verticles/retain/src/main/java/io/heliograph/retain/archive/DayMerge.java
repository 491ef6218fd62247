package io.heliograph.retain.archive;

import io.heliograph.store.audit.Hash;
import io.heliograph.store.events.DayEvents.Stored;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Lays a day of the database beside what its stream's files hold of it, both in the order of time and id: what stands in both
 * must be the same, what is missing in the files is written into a new one. Files with more than the database are fine.
 */
final class DayMerge implements Closeable {
    private static final Comparator<Stored> ORDER = Comparator.<Stored>comparingLong(
                    stored -> stored.event().timestamp())
            .thenComparing(stored -> stored.key().getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(stored -> stored.key().getLeastSignificantBits(), Long::compareUnsigned);

    private final ArchiveTarget target;
    private final StreamFiles files;
    private final String stream;
    private final LocalDate day;
    private final ArchiveConfig config;
    private final Signer signer;
    private final InstantSource clock;
    private final PriorityQueue<Part> parts = new PriorityQueue<>(Comparator.comparing(part -> part.stored, ORDER));
    private PartWriter writer;
    private Manifest last;
    private long added;

    DayMerge(
            ArchiveTarget target,
            String stream,
            LocalDate day,
            ArchiveConfig config,
            Signer signer,
            InstantSource clock)
            throws IOException {
        this.target = target;
        this.stream = stream;
        this.day = day;
        this.config = config;
        this.signer = signer;
        this.clock = clock;
        files = new StreamFiles(target, stream);
        last = files.last().orElse(null);
        try {
            for (Manifest manifest : files.of(day)) {
                Part part = new Part(new FileEvents(target, manifest));
                advance(part);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** A file, and the event at which it is. */
    private static final class Part {
        private final FileEvents events;
        private ArchiveLine line;
        private Stored stored;

        private Part(FileEvents events) {
            this.events = events;
        }
    }

    /** Takes the next events of the database. */
    void take(List<Stored> rows) throws IOException {
        for (Stored row : rows) {
            byte[] event = ArchiveLine.event(row.event());
            while (!parts.isEmpty() && ORDER.compare(parts.peek().stored, row) < 0) {
                advance(parts.poll());
            }
            if (parts.isEmpty() || ORDER.compare(parts.peek().stored, row) != 0) {
                write(event, row.event().timestamp());
            } else {
                Part part = parts.poll();
                if (!part.line.says(event)) {
                    throw new IOException("event " + row.event().id() + " of project "
                            + row.event().project() + " is another one in the archive than in the database");
                }
                advance(part);
            }
        }
    }

    /** Reads what is left, and puts what was written in its place; how many events that were. */
    long finish() throws IOException {
        while (!parts.isEmpty()) {
            advance(parts.poll());
        }
        if (writer != null) {
            endFile();
        }
        return added;
    }

    private void advance(Part part) throws IOException {
        part.line = part.events.next();
        if (part.line == null) {
            part.events.close();
        } else {
            part.stored = Stored.of(part.line.event());
            parts.add(part);
        }
    }

    private void write(byte[] event, long micros) throws IOException {
        if (writer == null) {
            Optional<Manifest> before = Optional.ofNullable(last);
            writer = new PartWriter(
                    target,
                    new PartWriter.Place(
                            stream,
                            day,
                            before.map(Manifest::number).orElse(0L) + 1,
                            before.map(Manifest::nextSeq).orElse(1L),
                            hash(last)),
                    signer);
        }
        writer.add(event, micros);
        added++;
        if (writer.bytes() >= config.maxFileSize()) {
            endFile();
        }
    }

    /** Whoever slept so long that another node took over leaves what that one has written as it is. */
    private void endFile() throws IOException {
        PartWriter full = writer;
        writer = null;
        if (!hash(files.last().orElse(null)).equals(hash(last))) {
            full.abandon();
            throw new IOException("another node has written into stream " + stream + " meanwhile");
        }
        last = full.close(clock.instant());
        files.moveHead(last);
    }

    private static Hash hash(Manifest manifest) {
        return manifest == null ? Hash.NONE : manifest.hash();
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.events.close();
        }
        if (writer != null) {
            writer.abandon();
        }
    }
}
