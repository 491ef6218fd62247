package io.heliograph.web;

import io.airlift.compress.zstd.ZstdInputStream;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Unpacks a zstd body whole or not at all: its frames fill it to the last byte, and their checksums are right. */
final class Zstd {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int CHECKSUM = 0x04;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int RUN_LENGTH_BLOCK = 1;

    /** The window is what a decoder has to hold; RFC 9659 allows no more over HTTP. */
    private static final int WINDOW_OF_8_MIB = 13 << 3;

    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] SIZE_BYTES = {0, 2, 4, 8};

    private final Unpacking unpacking;

    Zstd(Unpacking unpacking) {
        this.unpacking = unpacking;
    }

    Buffer unpack(Buffer packed) {
        byte[] bytes = packed.getBytes();
        // The decoder takes a frame that is cut within its first bytes for the end.
        if (!areWholeFrames(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))) {
            throw Unpacking.damaged("zstd");
        }
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return unpacking.of(in, bytes.length);
        } catch (Refused e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoder answers damage with whatever comes of it, such as an index beyond a table.
            throw Unpacking.damaged("zstd");
        }
    }

    private static boolean areWholeFrames(ByteBuffer in) {
        boolean whole;
        do {
            whole = in.remaining() > Integer.BYTES && in.getInt() == MAGIC && passFrame(in);
        } while (whole && in.hasRemaining());
        return whole;
    }

    /** Goes by RFC 8878, section 3.1.1; false if the frame does not end in here. */
    private static boolean passFrame(ByteBuffer in) {
        int descriptor = in.get();
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int sizeFlag = descriptor >>> 6 & 3;
        int sizeBytes = single && sizeFlag == 0 ? 1 : SIZE_BYTES[sizeFlag];
        if (!single && in.hasRemaining() && (in.get() & 0xFF) > WINDOW_OF_8_MIB) {
            throw new Refused(
                    ProblemKind.WINDOW_TOO_LARGE,
                    "The zstd stream takes a window of over 8 MiB, which is what RFC 9659 allows.");
        }
        return pass(in, DICTIONARY_BYTES[descriptor & 3] + sizeBytes)
                && passBlocks(in)
                && pass(in, (descriptor & CHECKSUM) != 0 ? Integer.BYTES : 0);
    }

    private static boolean passBlocks(ByteBuffer in) {
        while (in.remaining() >= BLOCK_HEADER_BYTES) {
            int header = in.getShort() & 0xFFFF | (in.get() & 0xFF) << 16;
            boolean last = (header & 1) != 0;
            boolean run = (header >>> 1 & 3) == RUN_LENGTH_BLOCK;
            if (!pass(in, run ? 1 : header >>> 3)) {
                return false;
            }
            if (last) {
                return true;
            }
        }
        return false;
    }

    private static boolean pass(ByteBuffer in, int bytes) {
        if (bytes > in.remaining()) {
            return false;
        }
        in.position(in.position() + bytes);
        return true;
    }
}
