package io.heliograph.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.SegmentScan.Gap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Everything that a start can learn about a journal's directory without changing it. The journal is null if it is new. */
record Survey(UUID journal, List<SegmentScan> scans, List<Damage> damage, List<Gap> known, long tornBytes) {

    static Survey of(Disk disk) throws IOException {
        return of(disk, bytes -> {});
    }

    /** {@code onScanned} hears of the bytes of each segment that was read. */
    static Survey of(Disk disk, LongConsumer onScanned) throws IOException {
        List<String> names = disk.list();
        Map<Long, Optional<SegmentHeader>> headers = headers(disk, names);
        List<Long> bases = headers.keySet().stream().sorted().toList();
        if (bases.isEmpty()) {
            return new Survey(null, List.of(), List.of(), List.of(), 0);
        }
        UUID journal = theOneJournal(disk, headers);
        List<SegmentScan> scans = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            long base = bases.get(i);
            long next = i + 1 < bases.size() ? bases.get(i + 1) : Long.MAX_VALUE;
            scans.add(SegmentScan.of(disk, journal, base, headers.get(base).isPresent(), next));
            onScanned.accept(scans.get(i).size());
        }
        SegmentScan last = scans.remove(scans.size() - 1).withoutTornEnd();
        scans.add(last);
        long tornBytes = Math.max(0, last.size() - last.endOffset());
        return judged(journal, scans, names, tornBytes);
    }

    private static Map<Long, Optional<SegmentHeader>> headers(Disk disk, List<String> names) throws IOException {
        Map<Long, Optional<SegmentHeader>> headers = new HashMap<>();
        for (String name : names) {
            OptionalLong base = SegmentHeader.baseOf(name);
            if (base.isPresent() && !isUnfinished(disk, name, names)) {
                try (DiskFile file = disk.open(name)) {
                    headers.put(base.getAsLong(), header(disk, file, name, base.getAsLong()));
                }
            }
        }
        return headers;
    }

    private static Optional<SegmentHeader> header(Disk disk, DiskFile file, String name, long base) throws IOException {
        Optional<SegmentHeader> header = SegmentHeader.read(file);
        if (header.isPresent() && header.get().version() > SegmentHeader.VERSION) {
            throw new CannotStart("%s in %s has format version %d, and this version of Heliograph reads %d at most"
                    .formatted(name, disk, header.get().version(), SegmentHeader.VERSION));
        }
        return header.filter(read -> read.base() == base);
    }

    /** A crash while a segment was made leaves the newest one without a whole header; nothing was ever in it. */
    static boolean isUnfinished(Disk disk, String name, List<String> names) throws IOException {
        long base = SegmentHeader.baseOf(name).orElseThrow();
        List<String> segments = names.stream()
                .filter(one -> SegmentHeader.baseOf(one).isPresent())
                .toList();
        boolean newest = name.equals(segments.get(segments.size() - 1));
        if (!newest || (segments.size() == 1 && base > 0)) {
            return false;
        }
        try (DiskFile file = disk.open(name)) {
            return file.size() <= SegmentHeader.BYTES
                    && SegmentHeader.read(file).isEmpty();
        }
    }

    private static UUID theOneJournal(Disk disk, Map<Long, Optional<SegmentHeader>> headers) {
        List<UUID> journals = headers.values().stream()
                .flatMap(Optional::stream)
                .map(SegmentHeader::journal)
                .distinct()
                .toList();
        if (journals.isEmpty()) {
            throw new CannotStart(
                    "no segment in " + disk
                            + " has an intact header, so nothing tells which journal they belong to; move them away to begin anew");
        }
        if (journals.size() > 1) {
            throw new CannotStart("segments of several journals lie in %s: %s".formatted(disk, journals));
        }
        return journals.get(0);
    }

    private static Survey judged(UUID journal, List<SegmentScan> scans, List<String> names, long tornBytes) {
        List<Damage> damage = new ArrayList<>();
        List<Gap> known = new ArrayList<>();
        for (int i = 0; i < scans.size(); i++) {
            SegmentScan scan = scans.get(i);
            List<Gap> gaps = new ArrayList<>(scan.gaps());
            if (i + 1 < scans.size()) {
                Gap behind = behind(scan, scans.get(i + 1).base());
                boolean isKnown = names.contains(Damage.asideName(behind));
                if (behind.from() < behind.to()) {
                    (isKnown ? known : gaps).add(behind);
                }
            }
            if (!gaps.isEmpty() || !scan.headerIntact()) {
                damage.add(new Damage(scan, gaps));
            }
        }
        return new Survey(journal, scans, damage, known, tornBytes);
    }

    private static Gap behind(SegmentScan scan, long next) {
        if (scan.end() > next) {
            throw new CannotStart("%s reaches position %d, and %s begins before it: they do not belong together"
                    .formatted(SegmentHeader.nameOf(scan.base()), scan.end(), SegmentHeader.nameOf(next)));
        }
        return scan.gapBefore(next);
    }
}
