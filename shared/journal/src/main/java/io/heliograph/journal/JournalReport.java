package io.heliograph.journal;

import io.heliograph.journal.SegmentScan.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What a journal's directory holds. The journal is null where none has begun; torn bytes stand behind the last good
 * record: a write that is under way, or one that was cut off and never acknowledged.
 */
public record JournalReport(
        UUID journal, List<Segment> segments, List<Defect> defects, List<SetAside> setAside, long tornBytes) {

    public JournalReport {
        segments = List.copyOf(segments);
        defects = List.copyOf(defects);
        setAside = List.copyOf(setAside);
    }

    /** One file: the positions from the first up to the end, which is not in it, and when it was last written to. */
    public record Segment(String file, long first, long end, long bytes, long records, Instant written) {
        static Segment of(Path directory, SegmentScan scan) throws IOException {
            String name = SegmentHeader.nameOf(scan.base());
            long records = scan.runs().stream().mapToLong(Run::records).sum();
            return new Segment(name, scan.base(), scan.end(), scan.size(), records, written(directory.resolve(name)));
        }

        private static Instant written(Path file) throws IOException {
            try {
                return Files.getLastModifiedTime(file).toInstant();
            } catch (NoSuchFileException e) {
                return Instant.EPOCH;
            }
        }
    }

    /** Bytes of a file that are not what they should be, and the positions that nobody can read for it; possibly none. */
    public record Defect(String file, long offset, long endOffset, long from, long to, String what) {
        static final Comparator<Defect> ORDER =
                Comparator.comparing(Defect::file).thenComparing(Defect::offset);

        static List<Defect> of(Damage damage) {
            SegmentScan scan = damage.scan();
            String file = SegmentHeader.nameOf(scan.base());
            List<Defect> defects = new ArrayList<>();
            if (!scan.headerIntact()) {
                defects.add(new Defect(
                        file, 0, SegmentHeader.BYTES, scan.base(), scan.base(), "the header of the file is damaged"));
            }
            for (Gap gap : damage.gaps()) {
                String what = gap.offset() == gap.endOffset()
                        ? "the file ends here, and the next one begins later"
                        : "these bytes are no records of this journal";
                defects.add(new Defect(file, gap.offset(), gap.endOffset(), gap.from(), gap.to(), what));
            }
            return defects;
        }

        public long events() {
            return to - from;
        }
    }

    /** Damage that an earlier start has set aside, its positions given up. */
    public record SetAside(String file, long from, long to, long bytes) {}

    public boolean isSound() {
        return defects.isEmpty();
    }

    /** The first position that can still be read; 0 in an empty journal. */
    public long start() {
        return segments.isEmpty() ? 0 : segments.get(0).first();
    }

    /** The position behind the last event. */
    public long end() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
    }

    public long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    public long records() {
        return segments.stream().mapToLong(Segment::records).sum();
    }
}
