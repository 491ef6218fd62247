package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segment at the end, open for writing. Belongs to the writer's thread. */
final class ActiveSegment implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveSegment.class);

    private final Segment segment;
    private final DiskFile file;
    private final UUID journal;
    private final ByteBuffer buffer;
    private long room;
    private long writtenBytes;

    /** The file is {@code room} bytes long, however many of them are in use. */
    private ActiveSegment(Segment segment, DiskFile file, UUID journal, ByteBuffer buffer, long room) {
        this.segment = segment;
        this.file = file;
        this.journal = journal;
        this.buffer = buffer;
        this.room = room;
    }

    /** Goes on with a segment that is there. Small records share the buffer, so that a group takes few calls. */
    static ActiveSegment reopen(Disk disk, Segment segment, UUID journal, ByteBuffer buffer) throws IOException {
        return new ActiveSegment(segment, disk.open(segment.name()), journal, buffer, segment.bytes());
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
        return new ActiveSegment(segment, file, journal, buffer, SegmentHeader.BYTES);
    }

    /** The same in a file that was another segment: its new header is on disk before it has its new name. */
    static ActiveSegment recycle(Disk disk, String spare, long base, UUID journal, ByteBuffer buffer)
            throws IOException {
        Segment segment = new Segment(base, base, SegmentHeader.BYTES, new SparseIndex());
        DiskFile file = disk.open(spare);
        try {
            file.writeFully(new SegmentHeader(SegmentHeader.VERSION, journal, base).bytes(), 0);
            file.writeFully(RecordHeader.END.duplicate(), SegmentHeader.BYTES);
            file.force(false);
            disk.rename(spare, segment.name());
            return new ActiveSegment(segment, file, journal, buffer, file.size());
        } catch (IOException e) {
            file.close();
            throw e;
        }
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
        writtenBytes = segment.bytes();
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
        if (offset + RecordHeader.BYTES <= room) {
            put(RecordHeader.END.duplicate());
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
        room = segment.bytes();
    }

    /** Gives back what the file had before and nobody wrote over. It would never be read, so that a failure is none. */
    private void trim() {
        try {
            if (room > segment.bytes()) {
                file.truncate(segment.bytes());
            }
        } catch (IOException e) {
            LOG.debug("{} keeps bytes that are not in use", segment.name(), e);
        }
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
        trim();
        file.close();
    }
}
