package io.heliograph.numbers;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need, seven bits each, the lowest first. */
final class Varints {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varints() {}

    static void write(ByteBuffer out, long value) {
        long left = value;
        while ((left & -MORE) != 0) {
            out.put((byte) (left | MORE));
            left >>>= BITS;
        }
        out.put((byte) left);
    }

    static void writeSigned(ByteBuffer out, long value) {
        write(out, value << 1 ^ value >> 63);
    }

    static long read(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            byte next = in.get();
            value |= (long) (next & MORE - 1) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }

    static long readSigned(ByteBuffer in) {
        long value = read(in);
        return value >>> 1 ^ -(value & 1);
    }
}
