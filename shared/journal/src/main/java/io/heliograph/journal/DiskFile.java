package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Disk}. */
public interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Reads some bytes, or none and answers -1 at the end. */
    int read(ByteBuffer into, long at) throws IOException;

    /** Writes some bytes; how many is the answer, and it may be less than there are. */
    int write(ByteBuffer from, long at) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes what was written durable, and with {@code metadata} a new size that is smaller as well. */
    void force(boolean metadata) throws IOException;

    /** Writes all of it, however often the disk takes only a part. */
    default void writeFully(ByteBuffer from, long at) throws IOException {
        long next = at;
        while (from.hasRemaining()) {
            int written = write(from, next);
            if (written <= 0) {
                throw new IOException("the disk took none of " + from.remaining() + " bytes");
            }
            next += written;
        }
    }
}
