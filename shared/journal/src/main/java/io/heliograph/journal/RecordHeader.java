package io.heliograph.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/** What stands before a batch in a segment. */
record RecordHeader(int length, long position, int count, int unforced) {
    static final int BYTES = 24;

    /** What stands behind the last record where the file goes on with what it held before. */
    static final ByteBuffer END =
            StandardCharsets.US_ASCII.encode("-- end of the records --").asReadOnlyBuffer();

    /** How much of a segment a batch of so many bytes takes. */
    static long sizeOf(int payload) {
        return (long) BYTES + payload;
    }

    long next() {
        return position + count;
    }

    /** Everything before this position was on disk when the record was written. */
    long forced() {
        return position - unforced;
    }

    /** The bytes before the payload; the checksum covers the payload too. */
    ByteBuffer bytes(UUID journal, long offset, ByteBuffer payload) {
        CRC32C crc = checksum(journal, offset);
        crc.update(payload.duplicate());
        return ByteBuffer.allocate(BYTES)
                .putInt(length)
                .putInt((int) crc.getValue())
                .putLong(position)
                .putInt(count)
                .putInt(unforced)
                .flip();
    }

    /** Reads the header; null if no record can begin so. */
    static RecordHeader read(ByteBuffer in) {
        RecordHeader header = new RecordHeader(in.getInt(0), in.getLong(8), in.getInt(16), in.getInt(20));
        boolean possible = header.length > 0
                && header.count > 0
                && header.unforced >= 0
                && header.forced() >= 0
                && header.next() > header.position;
        return possible ? header : null;
    }

    static int checksumIn(ByteBuffer in) {
        return in.getInt(4);
    }

    /** The checksum so far, to be continued with the payload. It holds in this journal and at this offset only. */
    CRC32C checksum(UUID journal, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(44)
                .putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(offset)
                .putInt(length)
                .putLong(position)
                .putInt(count)
                .putInt(unforced)
                .flip());
        return crc;
    }
}
