package io.heliograph.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a start finds in one segment file: its runs of good records. The first run begins at the front, even if it is
 * empty; between two runs, and behind the last, lie bytes that do not check out.
 */
record SegmentScan(long base, boolean headerIntact, long size, List<Run> runs) {

    /** Something between or behind the runs of a segment: the missing positions, and the bytes that stand there. */
    record Gap(long from, long to, long offset, long endOffset) {}

    /** Reads the whole file; its size is without what a file that is used again still holds of before. The records of a segment that is not the last end before {@code next}. */
    static SegmentScan of(Disk disk, UUID journal, long base, boolean headerIntact, long next) throws IOException {
        try (DiskFile file = disk.open(SegmentHeader.nameOf(base))) {
            long size = file.size();
            Records records = new Records(journal, file, size);
            List<Run> runs = runs(records, base, size, next);
            long end = runs.get(runs.size() - 1).endOffset();
            return new SegmentScan(base, headerIntact, records.endsAt(end) ? end : size, runs);
        }
    }

    private static List<Run> runs(Records records, long base, long size, long next) throws IOException {
        List<Run> runs = new ArrayList<>();
        long offset = SegmentHeader.BYTES;
        long position = base;
        while (offset >= 0) {
            Run run = new Run(offset, position);
            follow(records, run, next);
            runs.add(run);
            // An event takes a byte at least, so no later record of this file can be further on than this.
            long most = Math.min(next, run.end() + size);
            offset = records.search(run.endOffset(), run.end(), most);
            position = offset < 0 ? 0 : records.at(offset).position();
        }
        return runs;
    }

    private static void follow(Records records, Run run, long next) throws IOException {
        RecordHeader header = records.at(run.endOffset());
        while (header != null && header.position() == run.end() && header.position() < next) {
            run.add(header);
            header = records.at(run.endOffset());
        }
    }

    /** The first run, which is all there is of a sound segment. */
    Run front() {
        return runs.get(0);
    }

    /** The position behind the last good record. */
    long end() {
        return lastRun().end();
    }

    /** How many bytes of the file are of use. */
    long endOffset() {
        return lastRun().endOffset();
    }

    private Run lastRun() {
        return runs.get(runs.size() - 1);
    }

    /**
     * Without the torn end of the last write: a run only counts if a record behind the break before it was written when
     * everything up to that break was on disk already. The rest was never acknowledged.
     */
    SegmentScan withoutTornEnd() {
        int kept = 1;
        while (kept < runs.size() && isKnownDurable(kept)) {
            kept++;
        }
        return new SegmentScan(base, headerIntact, size, List.copyOf(runs.subList(0, kept)));
    }

    private boolean isKnownDurable(int later) {
        long before = runs.get(later - 1).end();
        return runs.subList(later, runs.size()).stream().anyMatch(run -> run.forced() > before);
    }

    /** The breaks between the runs. */
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            Run before = runs.get(i - 1);
            Run after = runs.get(i);
            gaps.add(new Gap(before.end(), after.position(), before.endOffset(), after.offset()));
        }
        return gaps;
    }

    /** The break between the last run and the position at which the next segment begins. */
    Gap gapBefore(long next) {
        return new Gap(end(), next, endOffset(), Math.max(size, endOffset()));
    }

    Segment segment() {
        return new Segment(base, front().end(), front().endOffset(), front().index());
    }
}
