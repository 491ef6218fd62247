package io.heliograph.intake;

import java.util.Arrays;

/** What is written in the place of parts of the body, in the order of the body. Used again and again. */
final class Edits {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private byte[][] with = new byte[16][];
    private int size;

    int size() {
        return size;
    }

    /** Forgets the edits from the given one on. */
    void cut(int newSize) {
        size = newSize;
    }

    /** Replaces a part that begins behind those replaced before. */
    void replace(int start, int end, byte[] replacement) {
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
            with = Arrays.copyOf(with, size * 2);
        }
        from[size] = start;
        to[size] = end;
        with[size] = replacement;
        size++;
    }

    /** Writes a part of the body as it is to be kept. */
    void write(byte[] in, int start, int end, BatchWriter out) {
        int copied = start;
        for (int i = size == 0 ? 0 : firstFrom(start); i < size && from[i] < end; i++) {
            out.append(in, copied, from[i]);
            out.append(with[i], 0, with[i].length);
            copied = to[i];
        }
        out.append(in, copied, end);
    }

    private int firstFrom(int start) {
        int found = Arrays.binarySearch(from, 0, size, start);
        return found < 0 ? -found - 1 : found;
    }
}
