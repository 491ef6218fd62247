package io.heliograph.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Reads records out of one segment file. A record that does not check out is not there. */
final class Records {
    private final UUID journal;
    private final FileWindow window;

    Records(UUID journal, DiskFile file, long limit) {
        this.journal = journal;
        this.window = new FileWindow(file, limit);
    }

    /** The record that begins here, with every byte of it checked; null if there is none. */
    RecordHeader at(long offset) throws IOException {
        ByteBuffer in = window.at(offset, RecordHeader.BYTES);
        RecordHeader header = in == null ? null : RecordHeader.read(in);
        return header != null && isWhole(header, RecordHeader.checksumIn(in), offset) ? header : null;
    }

    private boolean isWhole(RecordHeader header, int checksum, long offset) throws IOException {
        long end = offset + RecordHeader.sizeOf(header.length());
        if (end > window.limit()) {
            return false;
        }
        CRC32C crc = header.checksum(journal, offset);
        for (long at = offset + RecordHeader.BYTES; at < end; at += FileWindow.BYTES) {
            ByteBuffer part = window.at(at, (int) Math.min(FileWindow.BYTES, end - at));
            if (part == null) {
                return false;
            }
            crc.update(part);
        }
        return (int) crc.getValue() == checksum;
    }

    /** The batch of a record that {@link #at} found here. */
    ByteBuffer payload(RecordHeader header, long offset) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(header.length());
        while (payload.hasRemaining()) {
            long at = offset + RecordHeader.BYTES + payload.position();
            ByteBuffer part = window.at(at, Math.min(FileWindow.BYTES, payload.remaining()));
            if (part == null) {
                throw new IOException("the segment became shorter while it was read");
            }
            payload.put(part);
        }
        return payload.flip().asReadOnlyBuffer();
    }

    /** Whether the records end here although the file goes on. */
    boolean endsAt(long offset) throws IOException {
        return RecordHeader.END.equals(window.at(offset, RecordHeader.BYTES));
    }

    /** Where the next good record from here on begins, of those between the two positions; -1 if there is none. */
    long search(long from, long least, long most) throws IOException {
        for (long offset = from; offset + RecordHeader.BYTES <= window.limit(); offset++) {
            long position = window.longAt(offset + 8);
            if (position >= least && position < most && at(offset) != null) {
                return offset;
            }
        }
        return -1;
    }
}
