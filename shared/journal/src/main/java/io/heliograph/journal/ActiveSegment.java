package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** The segment at the end, open for writing. Belongs to the writer's thread. */
final class ActiveSegment implements Closeable {
    private final Segment segment;
    private final DiskFile file;
    private final UUID journal;
    private final ByteBuffer buffer;
    private long writtenBytes;

    private ActiveSegment(Segment segment, DiskFile file, UUID journal, ByteBuffer buffer) {
        this.segment = segment;
        this.file = file;
        this.journal = journal;
        this.buffer = buffer;
        this.writtenBytes = segment.bytes();
    }

    /** Goes on with a segment that is there. Small records share the buffer, so that a group takes few calls. */
    static ActiveSegment reopen(Disk disk, Segment segment, UUID journal, ByteBuffer buffer) throws IOException {
        return new ActiveSegment(segment, disk.open(segment.name()), journal, buffer);
    }

    /** Writes a new segment's header; the segment must be {@link #secure made durable} before anything goes into it. */
    static ActiveSegment create(Disk disk, long base, UUID journal, ByteBuffer buffer) throws IOException {
        Segment segment = new Segment(base, base, SegmentHeader.BYTES, new SparseIndex());
        DiskFile file = disk.create(segment.name());
        try {
            file.writeFully(new SegmentHeader(SegmentHeader.VERSION, journal, base).bytes(), 0);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new ActiveSegment(segment, file, journal, buffer);
    }

    void secure(Disk disk) throws IOException {
        file.force(true);
        disk.force();
    }

    Segment segment() {
        return segment;
    }

    /** Writes the group behind the durable end, without making it durable. */
    void write(List<Append> group) throws IOException {
        buffer.clear();
        long position = segment.end();
        long offset = segment.bytes();
        int unforced = 0;
        for (Append append : group) {
            ByteBuffer batch = append.batch();
            RecordHeader header = new RecordHeader(batch.remaining(), position, append.count(), unforced);
            put(header.bytes(journal, offset, batch));
            put(batch);
            position = header.next();
            offset += append.size();
            unforced += append.count();
        }
        flush();
    }

    private void put(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(source.remaining(), buffer.remaining());
            buffer.put(source.slice(source.position(), part));
            source.position(source.position() + part);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        file.writeFully(buffer, writtenBytes);
        writtenBytes += bytes;
        buffer.clear();
    }

    void force() throws IOException {
        file.force(false);
    }

    /** Takes back everything behind the durable end, so that nothing of a failed write can come to light later. */
    void rollBack() throws IOException {
        file.truncate(segment.bytes());
        file.force(true);
        writtenBytes = segment.bytes();
    }

    /** The group is durable: lets the readers see it. */
    void publish(List<Append> group, Segments segments) {
        long position = segment.end();
        long offset = segment.bytes();
        for (Append append : group) {
            segment.index().add(position, offset);
            position += append.count();
            offset += append.size();
        }
        segments.grow(segment, offset, position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
