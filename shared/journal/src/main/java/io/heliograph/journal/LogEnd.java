package io.heliograph.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * The end of the log, where the writer's thread appends and rolls. Whatever it throws but {@link NotTaken} is final: what
 * the disk holds is not known any more.
 */
final class LogEnd implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Disk disk;
    private final JournalConfig config;
    private final UUID journal;
    private final Segments segments;
    private final Spares spares;
    private final ByteBuffer buffer;
    private ActiveSegment active;

    private LogEnd(Disk disk, JournalConfig config, UUID journal, Segments segments, Spares spares) {
        this.disk = disk;
        this.config = config;
        this.journal = journal;
        this.segments = segments;
        this.spares = spares;
        this.buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, config.segmentSize()));
    }

    /** Goes on with the last segment, or makes the first one of a new journal. */
    static LogEnd open(Disk disk, JournalConfig config, UUID journal, Segments segments, Spares spares)
            throws IOException {
        LogEnd log = new LogEnd(disk, config, journal, segments, spares);
        if (segments.isEmpty()) {
            log.begin(0);
        } else {
            log.active = ActiveSegment.reopen(disk, segments.last(), journal, log.buffer);
        }
        return log;
    }

    long end() {
        return active.segment().end();
    }

    /** Whether so many bytes go into the segment being written; the first record of a segment always does. */
    boolean fits(long bytes, boolean isFirst) {
        Segment segment = active.segment();
        return segment.bytes() + bytes <= config.segmentSize() || (isFirst && segment.isEmpty());
    }

    /** Makes the group durable and visible, as one. */
    void append(List<Append> group, long bytes) throws IOException {
        try {
            requireSpace(bytes);
            active.write(group);
        } catch (IOException e) {
            active.rollBack();
            throw new NotTaken(e);
        }
        active.force();
        active.publish(group, segments);
    }

    /** Begins a new segment. The old one needs no force: nothing is in it that was not forced with its group. */
    void roll() throws IOException {
        ActiveSegment old = active;
        long base = end();
        try {
            requireSpace(SegmentHeader.BYTES);
            active = next(base);
        } catch (IOException e) {
            disk.delete(SegmentHeader.nameOf(base));
            disk.force();
            throw new NotTaken(e);
        }
        secure();
        old.close();
    }

    private ActiveSegment next(long base) throws IOException {
        String spare = spares.take();
        if (spare == null) {
            return ActiveSegment.create(disk, base, journal, buffer);
        }
        try {
            return ActiveSegment.recycle(disk, spare, base, journal, buffer);
        } catch (IOException e) {
            disk.delete(spare);
            throw e;
        }
    }

    private void begin(long base) throws IOException {
        active = ActiveSegment.create(disk, base, journal, buffer);
        secure();
    }

    private void secure() throws IOException {
        active.secure(disk);
        segments.add(active.segment());
    }

    private void requireSpace(long bytes) throws IOException {
        long usable = disk.usableSpace();
        if (usable - bytes < config.minFreeSpace() && spares.giveUp()) {
            usable = disk.usableSpace();
        }
        if (usable - bytes < config.minFreeSpace()) {
            throw new IOException(
                    "%d bytes are free on the disk, and %d are to stay free".formatted(usable, config.minFreeSpace()));
        }
    }

    @Override
    public void close() throws IOException {
        active.close();
    }
}
