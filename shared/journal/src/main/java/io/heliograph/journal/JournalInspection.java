package io.heliograph.journal;

import io.heliograph.intake.BatchReader;
import io.heliograph.journal.SegmentScan.Gap;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Looks at a journal's directory as the next start would, without changing it and without keeping anybody out: a hub may
 * write to it meanwhile. What a hub is just writing is not damage.
 */
public final class JournalInspection {
    /** Segments that were stored as a whole go away under the eyes of whoever looks. */
    private static final int TRIES = 5;

    private final Path directory;
    private final Disk disk;

    public JournalInspection(Path directory) {
        this.directory = directory;
        this.disk = RealDisk.readOnly(directory);
    }

    /** How many bytes there are to be read; {@link #verify} reads them twice. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (String name : disk.list()) {
            bytes += SegmentHeader.baseOf(name).isPresent() ? sizeOf(name) : 0;
        }
        return bytes;
    }

    /** Checks every record. Throws CannotStart where a start would end for another reason than damage. */
    public JournalReport inspect(LongConsumer onBytes) throws IOException {
        return report(survey(onBytes), List.of());
    }

    /** Checks every record, and then reads the events of each, one record at a time. */
    public JournalReport verify(LongConsumer onBytes) throws IOException {
        Survey survey = survey(onBytes);
        List<JournalReport.Defect> unreadable = new ArrayList<>();
        for (SegmentScan scan : survey.scans()) {
            readBatches(survey, scan).ifPresent(unreadable::add);
            onBytes.accept(scan.size());
        }
        return report(survey, unreadable);
    }

    private Survey survey(LongConsumer onBytes) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Survey survey = Survey.of(disk, onBytes);
                if (tries == TRIES || disk.list().containsAll(damaged(survey))) {
                    return survey;
                }
            } catch (NoSuchFileException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static List<String> damaged(Survey survey) {
        return survey.damage().stream()
                .map(damage -> SegmentHeader.nameOf(damage.scan().base()))
                .toList();
    }

    /** The first record of a segment whose bytes are as they were written and whose events cannot be read all the same. */
    private Optional<JournalReport.Defect> readBatches(Survey survey, SegmentScan scan) throws IOException {
        String name = SegmentHeader.nameOf(scan.base());
        try (DiskFile file = disk.open(name)) {
            Records records = new Records(survey.journal(), file, Math.min(scan.endOffset(), file.size()));
            for (Run run : scan.runs()) {
                Optional<JournalReport.Defect> found = readBatches(name, records, run);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty(); // stored and deleted since it was scanned
        }
        return Optional.empty();
    }

    private static Optional<JournalReport.Defect> readBatches(String name, Records records, Run run)
            throws IOException {
        long offset = run.offset();
        RecordHeader header = offset < run.endOffset() ? records.at(offset) : null;
        while (header != null) {
            long end = offset + RecordHeader.sizeOf(header.length());
            String trouble = trouble(records, header, offset);
            if (trouble != null) {
                return Optional.of(
                        new JournalReport.Defect(name, offset, end, header.position(), header.next(), trouble));
            }
            offset = end;
            // A write that was not durable yet may have been taken back meanwhile.
            header = offset < run.endOffset() ? records.at(offset) : null;
        }
        return Optional.empty();
    }

    private static String trouble(Records records, RecordHeader header, long offset) throws IOException {
        try {
            int events = BatchReader.read(records.payload(header, offset)).size();
            return events == header.count()
                    ? null
                    : "the record counts %d events and holds %d".formatted(header.count(), events);
        } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
            return "the events of the record cannot be read: " + e;
        }
    }

    private JournalReport report(Survey survey, List<JournalReport.Defect> unreadable) throws IOException {
        List<JournalReport.Segment> segments = new ArrayList<>();
        for (SegmentScan scan : survey.scans()) {
            segments.add(JournalReport.Segment.of(directory, scan));
        }
        List<JournalReport.Defect> defects = new ArrayList<>(unreadable);
        for (Damage damage : survey.damage()) {
            defects.addAll(JournalReport.Defect.of(damage));
        }
        defects.sort(JournalReport.Defect.ORDER);
        return new JournalReport(survey.journal(), segments, defects, setAside(), survey.tornBytes());
    }

    private List<JournalReport.SetAside> setAside() throws IOException {
        List<JournalReport.SetAside> kept = new ArrayList<>();
        for (String name : disk.list()) {
            Optional<Gap> gap = Damage.gapOf(name);
            if (gap.isPresent()) {
                kept.add(new JournalReport.SetAside(
                        name, gap.get().from(), gap.get().to(), sizeOf(name)));
            }
        }
        return kept;
    }

    private long sizeOf(String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            return file.size();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
