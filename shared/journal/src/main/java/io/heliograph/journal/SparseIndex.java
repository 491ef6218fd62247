package io.heliograph.journal;

import java.util.Arrays;

/** Where some of a segment's records begin, one for every 64 KiB or so, so that no read starts at the front. */
final class SparseIndex {
    private static final long STRIDE = 64 << 10;

    private long[] positions = new long[8];
    private long[] offsets = new long[8];
    private int size;

    synchronized void add(long position, long offset) {
        if (size > 0 && offset - offsets[size - 1] < STRIDE) {
            return;
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
            offsets = Arrays.copyOf(offsets, size * 2);
        }
        positions[size] = position;
        offsets[size++] = offset;
    }

    /** The beginning of a record at or before the position; the front of the segment if none is known. */
    synchronized long floor(long position) {
        int found = Arrays.binarySearch(positions, 0, size, position);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? SegmentHeader.BYTES : offsets[at];
    }
}
