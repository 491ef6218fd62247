package io.heliograph.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file seen through one buffer that moves along, so memory does not grow with the file. */
final class FileWindow {
    static final int BYTES = 128 << 10;

    private final DiskFile file;
    private final long limit;
    private final ByteBuffer buffer;
    private long start;

    /** A window onto the first {@code limit} bytes of the file. */
    FileWindow(DiskFile file, long limit) {
        this.file = file;
        this.limit = limit;
        this.buffer = ByteBuffer.allocate((int) Math.min(BYTES, limit)).limit(0);
    }

    long limit() {
        return limit;
    }

    /** So many bytes from here, {@link #BYTES} at most; null where the file ends sooner. Valid until the next call. */
    ByteBuffer at(long offset, int length) throws IOException {
        if (offset + length > limit) {
            return null;
        }
        if (offset < start || offset + length > start + buffer.limit()) {
            fill(offset);
        }
        return length <= buffer.limit() ? buffer.slice((int) (offset - start), length) : null;
    }

    /** The eight bytes from here, which are there, as a number. */
    long longAt(long offset) throws IOException {
        if (offset < start || offset + Long.BYTES > start + buffer.limit()) {
            fill(offset);
        }
        return buffer.getLong((int) (offset - start));
    }

    private void fill(long offset) throws IOException {
        start = offset;
        buffer.clear().limit((int) Math.min(buffer.capacity(), limit - offset));
        int read;
        do {
            read = file.read(buffer, start + buffer.position());
        } while (read >= 0 && buffer.hasRemaining());
        buffer.flip();
    }
}
