package io.heliograph.journal;

import io.heliograph.journal.SegmentScan.Gap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with one segment that was once whole on disk: bytes that do not check out, and its header or not. */
record Damage(SegmentScan scan, List<Gap> gaps) {
    private static final Pattern ASIDE = Pattern.compile("(\\d{20})-(\\d{20})\\.damaged");

    /** The file that keeps the damaged bytes and, by its name, says which positions were given up. */
    static String asideName(Gap gap) {
        return "%020d-%020d.damaged".formatted(gap.from(), gap.to());
    }

    /** The positions that a file's name tells, if it is the name of such a file. */
    static Optional<Gap> gapOf(String name) {
        Matcher read = ASIDE.matcher(name);
        return read.matches()
                ? Optional.of(new Gap(Long.parseLong(read.group(1)), Long.parseLong(read.group(2)), 0, 0))
                : Optional.empty();
    }

    static String positions(Gap gap) {
        if (gap.from() == gap.to()) {
            return "no event, but bytes %d to %d are not a record".formatted(gap.offset(), gap.endOffset());
        }
        return "positions %d to %d (%d events)".formatted(gap.from(), gap.to() - 1, gap.to() - gap.from());
    }

    @Override
    public String toString() {
        String positions = gaps.stream().map(Damage::positions).collect(Collectors.joining(", "));
        String header = scan.headerIntact() ? "" : "its header" + (gaps.isEmpty() ? "" : ", ");
        return SegmentHeader.nameOf(scan.base()) + ": " + header + positions;
    }
}
