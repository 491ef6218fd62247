package io.heliograph.retain.archive;

import io.heliograph.retain.archive.Finding.Kind;
import io.heliograph.store.audit.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;

/** The events of one file in their order, each checked against the one before, the file against its manifest at its end. */
final class FileEvents implements Closeable {
    /** As far as a line that stands elsewhere is looked for. */
    private static final int LOOK_AHEAD = 100_000;

    private final Manifest manifest;
    private final DigestInputStream raw;
    private final LineReader lines;
    private Hash previous;
    private long expected;

    FileEvents(ArchiveTarget target, Manifest manifest) throws IOException {
        this.manifest = manifest;
        previous = manifest.previous();
        expected = manifest.firstSeq();
        InputStream file;
        try {
            file = target.open(manifest.stream(), manifest.file());
        } catch (NoSuchFileException e) {
            throw damaged(Kind.FILE_MISSING, 0, "is missing, with " + manifest.events() + " events");
        }
        raw = new DigestInputStream(file, Hash.sha256());
        try {
            lines = LineReader.open(raw);
        } catch (Unreachable e) {
            throw e;
        } catch (IOException e) {
            throw damaged(Kind.EVENT_ALTERED, expected, "event " + expected + " cannot be unpacked: " + e.getMessage());
        }
    }

    /** The next event; null behind the last one, once the file is known to be as it was written. */
    ArchiveLine next() throws IOException {
        byte[] bytes = line();
        if (bytes == null) {
            end();
            return null;
        }
        ArchiveLine line = ArchiveLine.read(bytes);
        if (line == null || line.seq() != expected || !line.follows(previous)) {
            throw unexpected(line);
        }
        if (expected == manifest.nextSeq()) {
            throw damaged(Kind.EVENT_ADDED, expected, "event " + expected + " was added at the end");
        }
        previous = Hash.parse(line.hash());
        expected++;
        return line;
    }

    private byte[] line() throws IOException {
        try {
            return lines.next();
        } catch (Unreachable e) {
            throw e;
        } catch (IOException e) {
            throw damaged(Kind.EVENT_ALTERED, expected, "event " + expected + " cannot be unpacked: " + e.getMessage());
        }
    }

    private void end() throws IOException {
        // Unpacking takes a line that breaks between two pieces for the end; reading on does not.
        raw.transferTo(OutputStream.nullOutputStream());
        if (expected < manifest.nextSeq()) {
            throw damaged(
                    Kind.EVENT_MISSING,
                    expected,
                    "events " + expected + " to " + (manifest.nextSeq() - 1) + " are missing");
        }
        if (!previous.equals(manifest.last())) {
            throw damaged(Kind.EVENT_ALTERED, expected - 1, "it ends with another event than its manifest says");
        }
        if (!Hash.of(raw.getMessageDigest()).equals(manifest.content())) {
            throw damaged(
                    Kind.FILE_DAMAGED, 0, "its bytes were changed, though every event in it is as it was written");
        }
    }

    /** Tells what became of the expected event by what follows instead. */
    private Damaged unexpected(ArchiveLine found) {
        List<Long> seqs = new ArrayList<>();
        boolean isLater = false;
        try {
            for (byte[] bytes = lines.next(); bytes != null && seqs.size() < LOOK_AHEAD; bytes = lines.next()) {
                ArchiveLine line = ArchiveLine.read(bytes);
                seqs.add(line == null ? 0 : line.seq());
                isLater |= line != null && line.seq() == expected && line.follows(previous);
            }
        } catch (IOException e) {
            // What can be read of the rest is enough.
        }
        long seq = found == null ? 0 : found.seq();
        boolean successorFollows = !seqs.isEmpty() && seqs.get(0) == expected + 1;
        if (isLater) {
            boolean stoodLater = seq > expected && !seqs.contains(seq);
            return stoodLater
                    ? damaged(Kind.EVENT_MOVED, expected, "event " + seq + " stands in the place of event " + expected)
                    : damaged(Kind.EVENT_ADDED, expected, "an event was added before event " + expected);
        }
        if (seq > expected && !successorFollows) {
            return seqs.contains(expected)
                    ? damaged(Kind.EVENT_MOVED, expected, "event " + seq + " stands in the place of event " + expected)
                    : damaged(Kind.EVENT_MISSING, expected, missing(seq));
        }
        return damaged(Kind.EVENT_ALTERED, expected, "event " + expected + " was altered");
    }

    private String missing(long seq) {
        return seq - 1 == expected
                ? "event " + expected + " is missing"
                : "events " + expected + " to " + (seq - 1) + " are missing";
    }

    private Damaged damaged(Kind kind, long seq, String detail) {
        return new Damaged(new Finding(manifest.stream(), manifest.file(), kind, seq, detail));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
