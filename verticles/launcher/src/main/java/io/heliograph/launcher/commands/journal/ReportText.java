package io.heliograph.launcher.commands.journal;

import io.heliograph.journal.JournalReport;
import io.heliograph.journal.JournalReport.Defect;
import io.heliograph.journal.JournalReport.Segment;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in lines what a journal holds. */
record ReportText(Instant now) {

    List<String> lines(NodeJournal journal, JournalReport report, CursorLookup lookup) {
        List<String> lines = new ArrayList<>();
        lines.add("node " + journal.node() + "  " + journal.directory());
        lines.add("  journal    " + (report.journal() == null ? "none has begun yet" : report.journal()));
        if (report.journal() == null) {
            return lines;
        }
        lines.add("  holds      " + holds(report));
        for (Segment segment : report.segments()) {
            lines.add("  segment    " + segment(segment));
        }
        lines.add("  stored     " + stored(report, lookup));
        if (report.tornBytes() > 0) {
            lines.add(text(
                    "  unfinished %,d bytes behind position %d: a write under way, or one that the next start cuts",
                    report.tornBytes(), report.end() - 1));
        }
        report.setAside()
                .forEach(aside -> lines.add(text(
                        "  set aside  %s in %s, %,d bytes",
                        positions(aside.from(), aside.to()), aside.file(), aside.bytes())));
        Cursor cursor = lookup.cursors().get(report.journal());
        report.defects().forEach(defect -> lines.add("  DAMAGED    " + defect(defect) + storedOf(defect, cursor)));
        if (report.isSound()) {
            lines.add("  damage     none");
        }
        return lines;
    }

    /** How much of the damage costs nothing. */
    private static String storedOf(Defect defect, Cursor cursor) {
        return cursor == null || defect.events() == 0
                ? ""
                : text(", %,d of them stored already", cursor.covered(defect.from(), defect.to()));
    }

    static String holds(JournalReport report) {
        return text(
                "%s in %,d records, %d files, %.1f MiB",
                positions(report.start(), report.end()),
                report.records(),
                report.segments().size(),
                report.bytes() / (double) (1 << 20));
    }

    static String defect(Defect defect) {
        return text(
                "%s, bytes %d to %d: %s; %s",
                defect.file(),
                defect.offset(),
                defect.endOffset(),
                defect.what(),
                defect.events() == 0
                        ? "no event is lost"
                        : positions(defect.from(), defect.to()) + " cannot be read here");
    }

    private String segment(Segment segment) {
        return text(
                "%s  %s in %,d records, %,d bytes, written %s ago",
                segment.file(),
                positions(segment.first(), segment.end()),
                segment.records(),
                segment.bytes(),
                age(segment.written()));
    }

    private static String stored(JournalReport report, CursorLookup lookup) {
        Cursor cursor = lookup.cursors().get(report.journal());
        if (cursor == null) {
            return lookup.trouble().map(why -> "unknown, since " + why).orElse("nothing yet");
        }
        String gone = cursor.applied() < report.start()
                ? text("; %s are neither here nor stored", positions(cursor.applied(), report.start()))
                : "";
        return text(
                "up to position %d%s: %,d rows, %,d duplicates, %,d set aside; %,d events wait%s",
                cursor.applied(),
                cursor.ahead() == null ? "" : ", and " + ahead(cursor.ahead()),
                cursor.stored(),
                cursor.duplicates(),
                cursor.setAside(),
                lookup.pending(report).orElse(0L),
                gone);
    }

    private static String ahead(Span ahead) {
        return text("from %d to %d", ahead.from(), ahead.to());
    }

    private static String positions(long from, long to) {
        return from == to ? "no event" : text("positions %d to %d (%,d events)", from, to - 1, to - from);
    }

    private String age(Instant written) {
        Duration age = Duration.between(written, now);
        if (age.toHours() > 47) {
            return age.toDays() + " d";
        }
        return age.toMinutes() > 119
                ? age.toHours() + " h"
                : age.toSeconds() > 119 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
