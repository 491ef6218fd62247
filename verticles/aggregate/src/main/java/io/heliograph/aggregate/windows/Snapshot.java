package io.heliograph.aggregate.windows;

import io.heliograph.intake.RecentIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The windows as bytes, with the place in the journal up to which they count it: a node that starts again reads them and goes on
 * from there. A checksum stands at the end; what is of another journal, version or configuration is not read.
 */
record Snapshot(UUID journal, long position, long completeFrom) {
    private static final int VERSION = 1;
    private static final int SUM_BYTES = Long.BYTES;

    byte[] write(Windows windows, RecentIds recent, long longestSeconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        CRC32C sum = new CRC32C();
        try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, sum))) {
            out.writeInt(VERSION);
            out.writeLong(longestSeconds);
            out.writeLong(journal.getMostSignificantBits());
            out.writeLong(journal.getLeastSignificantBits());
            out.writeLong(position);
            out.writeLong(completeFrom);
            windows.write(out);
            write(recent, out);
            out.writeLong(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Fills empty windows; null if these bytes are not of use. Throws IOException where they are, and there is no room. */
    static Snapshot read(byte[] bytes, UUID journal, Windows windows, RecentIds recent, long longestSeconds, long now)
            throws IOException {
        if (bytes.length < SUM_BYTES) {
            return null;
        }
        int length = bytes.length - SUM_BYTES;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (new DataInputStream(new ByteArrayInputStream(bytes, length, SUM_BYTES)).readLong() != sum(bytes, length)
                || in.readInt() != VERSION
                || in.readLong() != longestSeconds) {
            return null;
        }
        Snapshot snapshot = new Snapshot(new UUID(in.readLong(), in.readLong()), in.readLong(), in.readLong());
        if (!snapshot.journal.equals(journal)) {
            return null;
        }
        windows.read(in, now);
        read(recent, in);
        return snapshot;
    }

    private static void write(RecentIds recent, DataOutputStream out) throws IOException {
        for (Map.Entry<String, List<String>> project : recent.oldestFirst()) {
            out.writeUTF(project.getKey());
            out.writeInt(project.getValue().size());
            for (String id : project.getValue()) {
                out.writeUTF(id);
            }
        }
        out.writeUTF("");
    }

    private static void read(RecentIds recent, DataInputStream in) throws IOException {
        for (String project = in.readUTF(); !project.isEmpty(); project = in.readUTF()) {
            List<String> ids = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                ids.add(in.readUTF());
            }
            recent.addAll(project, ids);
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
