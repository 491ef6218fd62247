package io.heliograph.journal;

import io.heliograph.journal.SegmentScan.Gap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * Sets damage aside: what is readable becomes segments of its own, the damaged bytes stay in files whose names say which
 * positions they were. Every step can be cut off by a crash and is then done again by the next start.
 */
final class Aside {
    static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final UUID journal;

    Aside(Disk disk, UUID journal) {
        this.disk = disk;
        this.journal = journal;
    }

    void set(Damage damage) throws IOException {
        SegmentScan scan = damage.scan();
        try (DiskFile file = disk.open(SegmentHeader.nameOf(scan.base()))) {
            List<Run> runs = scan.runs();
            // Backwards: a run in a segment of its own is proof that all runs behind it have theirs.
            for (int i = runs.size() - 1; i > 0; i--) {
                salvage(file, runs.get(i));
            }
            for (Gap gap : damage.gaps()) {
                keep(file, gap);
            }
            if (!scan.headerIntact()) {
                file.writeFully(header(scan.base()), 0);
            }
            file.truncate(scan.front().endOffset());
            file.force(true);
        }
    }

    private void salvage(DiskFile from, Run run) throws IOException {
        String name = SegmentHeader.nameOf(run.position());
        try (DiskFile to = disk.create(name + UNFINISHED)) {
            to.writeFully(header(run.position()), 0);
            Records records = new Records(journal, from, run.endOffset());
            long at = SegmentHeader.BYTES;
            for (long offset = run.offset(); offset < run.endOffset(); ) {
                RecordHeader record = records.at(offset);
                ByteBuffer payload = records.payload(record, offset);
                to.writeFully(record.bytes(journal, at, payload), at);
                to.writeFully(payload, at + RecordHeader.BYTES);
                at += RecordHeader.sizeOf(record.length());
                offset += RecordHeader.sizeOf(record.length());
            }
            to.force(true);
        }
        finish(name);
    }

    private void keep(DiskFile from, Gap gap) throws IOException {
        String name = Damage.asideName(gap);
        try (DiskFile to = disk.create(name + UNFINISHED)) {
            copy(from, gap.offset(), gap.endOffset(), to);
            to.force(true);
        }
        finish(name);
    }

    private void finish(String name) throws IOException {
        disk.rename(name + UNFINISHED, name);
        disk.force();
    }

    private ByteBuffer header(long base) {
        return new SegmentHeader(SegmentHeader.VERSION, journal, base).bytes();
    }

    private static void copy(DiskFile from, long offset, long end, DiskFile to) throws IOException {
        FileWindow window = new FileWindow(from, end);
        for (long done = offset; done < end; done += FileWindow.BYTES) {
            ByteBuffer part = window.at(done, (int) Math.min(FileWindow.BYTES, end - done));
            if (part == null) {
                throw new IOException("a damaged segment became shorter while it was set aside");
            }
            to.writeFully(part, done - offset);
        }
    }
}
