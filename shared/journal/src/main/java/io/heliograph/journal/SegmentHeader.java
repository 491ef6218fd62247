package io.heliograph.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** What a segment file begins with. Its layout is the same in every version, so that each can refuse its successors. */
record SegmentHeader(int version, UUID journal, long base) {
    static final int VERSION = 1;
    static final int BYTES = 40;

    private static final long MAGIC = 0x48454C494F4A4E4CL; // HELIOJNL
    private static final Pattern NAME = Pattern.compile("(\\d{20})\\.log");

    static String nameOf(long base) {
        return "%020d.log".formatted(base);
    }

    /** The first position that a file's name tells, if it is the name of a segment. */
    static OptionalLong baseOf(String name) {
        Matcher read = NAME.matcher(name);
        return read.matches() ? OptionalLong.of(Long.parseLong(read.group(1))) : OptionalLong.empty();
    }

    /** The header of the file, unless it is cut short or damaged. */
    static Optional<SegmentHeader> read(DiskFile file) throws IOException {
        ByteBuffer in = new FileWindow(file, file.size()).at(0, BYTES);
        if (in == null || in.getLong(0) != MAGIC || in.getInt(BYTES - 4) != checksum(in)) {
            return Optional.empty();
        }
        UUID journal = new UUID(in.getLong(12), in.getLong(20));
        return Optional.of(new SegmentHeader(in.getInt(8), journal, in.getLong(28)));
    }

    ByteBuffer bytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(version)
                .putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(base);
        return out.putInt(checksum(out)).flip();
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, BYTES - 4));
        return (int) crc.getValue();
    }
}
