package io.heliograph.journal;

/** Records that follow each other without a gap, within one segment file. */
final class Run {
    private final SparseIndex index = new SparseIndex();
    private final long offset;
    private final long position;
    private long endOffset;
    private long end;
    private long forced;
    private long records;

    Run(long offset, long position) {
        this.offset = offset;
        this.position = position;
        this.endOffset = offset;
        this.end = position;
    }

    void add(RecordHeader header) {
        index.add(header.position(), endOffset);
        forced = Math.max(forced, header.forced());
        endOffset += RecordHeader.sizeOf(header.length());
        end = header.next();
        records++;
    }

    SparseIndex index() {
        return index;
    }

    long offset() {
        return offset;
    }

    long endOffset() {
        return endOffset;
    }

    long position() {
        return position;
    }

    long end() {
        return end;
    }

    long records() {
        return records;
    }

    /** What its records testify: everything before this position was on disk when they were written. */
    long forced() {
        return forced;
    }
}
