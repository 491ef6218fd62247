package io.heliograph.launcher.commands.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.journal.JournalReport;
import io.heliograph.journal.JournalReport.Defect;
import io.heliograph.store.JournalCursors.Cursor;

/** Says to programs what a journal holds. Ends of positions and of bytes are the first that do not belong. */
final class ReportJson {
    private ReportJson() {}

    static void put(ObjectNode node, NodeJournal journal, JournalReport report, CursorLookup lookup) {
        node.put("node", journal.node()).put("directory", journal.directory().toString());
        node.put("journal", report.journal() == null ? null : report.journal().toString());
        node.put("start", report.start()).put("end", report.end());
        node.put("records", report.records()).put("bytes", report.bytes()).put("unfinished_bytes", report.tornBytes());
        Cursor cursor = lookup.cursors().get(report.journal());
        node.put("stored_up_to", cursor == null ? null : cursor.applied());
        node.put("pending", lookup.pending(report).orElse(null));
        ArrayNode segments = node.putArray("segments");
        report.segments()
                .forEach(segment -> segments.addObject()
                        .put("file", segment.file())
                        .put("start", segment.first())
                        .put("end", segment.end())
                        .put("bytes", segment.bytes())
                        .put("records", segment.records())
                        .put("written", segment.written().toString()));
        ArrayNode aside = node.putArray("set_aside");
        report.setAside()
                .forEach(kept -> aside.addObject()
                        .put("file", kept.file())
                        .put("start", kept.from())
                        .put("end", kept.to())
                        .put("bytes", kept.bytes()));
        ArrayNode defects = node.putArray("damage");
        report.defects().forEach(defect -> put(defects.addObject(), defect, cursor));
    }

    private static void put(ObjectNode node, Defect defect, Cursor cursor) {
        node.put("file", defect.file())
                .put("byte_start", defect.offset())
                .put("byte_end", defect.endOffset())
                .put("start", defect.from())
                .put("end", defect.to())
                .put("stored", cursor == null ? null : cursor.covered(defect.from(), defect.to()))
                .put("what", defect.what());
    }
}
