package io.heliograph.journal;

/** One segment file, as far as it is durable. Grows by the writer alone; everybody may look. */
final class Segment {
    private final long base;
    private final SparseIndex index;
    private volatile long bytes;
    private volatile long end;

    Segment(long base, long end, long bytes, SparseIndex index) {
        this.base = base;
        this.end = end;
        this.bytes = bytes;
        this.index = index;
    }

    String name() {
        return SegmentHeader.nameOf(base);
    }

    long base() {
        return base;
    }

    /** The position behind the last durable event in it. */
    long end() {
        return end;
    }

    /** How much of the file is durable. */
    long bytes() {
        return bytes;
    }

    SparseIndex index() {
        return index;
    }

    boolean isEmpty() {
        return end == base;
    }

    void grow(long newBytes, long newEnd) {
        bytes = newBytes;
        end = newEnd;
    }
}
