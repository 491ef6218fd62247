package io.heliograph.retain.archive;

import io.heliograph.store.audit.Hash;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Writes one file of an archive, and its manifest when it is closed. It is packed a piece at a time, as gzip allows, so that
 * damage to one piece leaves the others readable.
 */
final class PartWriter {
    private static final int PIECE = 256 << 10;

    private final ArchiveTarget target;
    private final Place place;
    private final Signer signer;
    private final DigestOutputStream file;
    private final String name;
    private GZIPOutputStream piece;
    private long inPiece;
    private long bytes;
    private long events;
    private long from;
    private long to;
    private Hash previous;

    /** Where in an archive a file comes. */
    record Place(String stream, LocalDate day, long number, long firstSeq, Hash previous) {}

    PartWriter(ArchiveTarget target, Place place, Signer signer) throws IOException {
        this.target = target;
        this.place = place;
        this.signer = signer;
        previous = place.previous();
        name = Manifest.base(place.stream(), place.day(), place.number()) + Manifest.DATA_SUFFIX;
        OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(target.scratch(place.stream(), name)), 1 << 16);
        file = new DigestOutputStream(new Counted(out), Hash.sha256());
        piece = new GZIPOutputStream(new Unclosed(file));
    }

    /** Adds an event, as it stands in its line, of this time. */
    void add(byte[] event, long micros) throws IOException {
        ArchiveLine line = ArchiveLine.behind(previous, place.firstSeq() + events, event);
        piece.write(line.bytes());
        piece.write('\n');
        inPiece += line.bytes().length;
        previous = Hash.parse(line.hash());
        from = events == 0 ? micros : Math.min(from, micros);
        to = events == 0 ? micros : Math.max(to, micros);
        events++;
        if (inPiece >= PIECE) {
            piece.close();
            piece = new GZIPOutputStream(new Unclosed(file));
            inPiece = 0;
        }
    }

    /** Packed bytes so far. */
    long bytes() {
        return bytes;
    }

    /** Puts the file and then its manifest in their places. */
    Manifest close(Instant now) throws IOException {
        piece.close();
        file.close();
        target.keep(place.stream(), name);
        Manifest manifest = new Manifest(
                        place.stream(),
                        place.number(),
                        place.day(),
                        place.firstSeq(),
                        events,
                        Instant.EPOCH.plus(from, ChronoUnit.MICROS),
                        Instant.EPOCH.plus(to, ChronoUnit.MICROS),
                        previous,
                        bytes,
                        Hash.of(file.getMessageDigest()),
                        place.previous(),
                        now,
                        Hash.NONE,
                        null)
                .sealed(signer);
        Files.writeString(target.scratch(place.stream(), manifest.name()), manifest.text());
        target.keep(place.stream(), manifest.name());
        return manifest;
    }

    /** Leaves nothing behind that anybody would take for a file. */
    void abandon() throws IOException {
        piece.close();
        file.close();
    }

    /** Counts what goes through. */
    private final class Counted extends FilterOutputStream {
        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }

    /** Ends with its piece and leaves the file open. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
