package io.heliograph.journal;

import io.heliograph.journal.Journal.Entry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads entries from the segment files. Blocks, and holds nothing that the writer waits for. */
final class SegmentReader {
    private final Disk disk;
    private final UUID journal;
    private final Segments segments;
    private final Consumer<String> onDamage;

    SegmentReader(Disk disk, UUID journal, Segments segments, Consumer<String> onDamage) {
        this.disk = disk;
        this.journal = journal;
        this.segments = segments;
        this.onDamage = onDamage;
    }

    void fill(Page page) throws IOException {
        Segment segment = segments.holding(page.next());
        while (segment != null && !page.isFull()) {
            try (DiskFile file = disk.open(segment.name())) {
                read(segment, file, page);
            } catch (NoSuchFileException e) {
                if (segments.contains(segment)) {
                    throw e;
                }
            }
            segment = segments.holding(page.next());
        }
    }

    private void read(Segment segment, DiskFile file, Page page) throws IOException {
        long limit = segment.bytes();
        Records records = new Records(journal, file, limit);
        long offset = segment.index().floor(page.next());
        while (offset < limit && !page.isFull()) {
            RecordHeader header = records.at(offset);
            Entry entry = header == null || header.next() <= page.next()
                    ? null
                    : new Entry(header.position(), header.count(), records.payload(header, offset));
            if (!segments.contains(segment)) {
                return; // released meanwhile, and its file may already be another segment
            }
            if (header == null) {
                throw damaged(segment, offset);
            }
            if (entry != null) {
                page.add(entry);
            }
            offset += RecordHeader.sizeOf(header.length());
        }
    }

    private IOException damaged(Segment segment, long offset) {
        String what = "%s is damaged at byte %d: what stands there was whole before; the next start deals with it"
                .formatted(segment.name(), offset);
        onDamage.accept(what);
        return new IOException(what);
    }
}
