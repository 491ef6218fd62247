package io.heliograph.gateway;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.Times;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** RFC 4180, with text that a spreadsheet would run as a formula made harmless by an apostrophe. */
final class Csv implements ExportFormat {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /** What some programs take away before they look for a formula. */
    private static final String SKIPPED = " \u00A0\u200B\uFEFF\"'";

    @Override
    public String contentType() {
        return "text/csv; charset=utf-8";
    }

    @Override
    public String fileName() {
        return "events.csv";
    }

    @Override
    public Buffer head() {
        return Buffer.buffer("id,timestamp,received_at,type,source,agent_id,project,payload\r\n");
    }

    @Override
    public Buffer write(List<Event> events) {
        StringBuilder rows = new StringBuilder(events.size() * 320);
        for (Event event : events) {
            cell(rows, event.id()).append(',');
            rows.append(Times.format(event.timestamp())).append(',');
            rows.append(Times.format(event.receivedAt())).append(',');
            cell(rows, event.type()).append(',');
            cell(rows, event.source()).append(',');
            cell(rows, event.agentId()).append(',');
            cell(rows, event.project()).append(',');
            cell(rows, event.payload().text()).append("\r\n");
        }
        return Buffer.buffer(rows.toString());
    }

    private static StringBuilder cell(StringBuilder row, String text) {
        if (text == null || text.isEmpty()) {
            return row;
        }
        boolean formula = isFormula(text);
        if (!formula && isPlain(text)) {
            return row.append(text);
        }
        row.append('"').append(formula ? "'" : "");
        int from = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
            row.append(text, from, quote + 1).append('"');
            from = quote + 1;
        }
        return row.append(text, from, text.length()).append('"');
    }

    private static boolean isFormula(String text) {
        int first = 0;
        while (first < text.length() - 1 && SKIPPED.indexOf(text.charAt(first)) >= 0) {
            first++;
        }
        return FORMULA_STARTS.indexOf(text.charAt(first)) >= 0 && !isNegativeNumber(text);
    }

    /** Such as -12.5: a number to every program, and to be summed up. */
    private static boolean isNegativeNumber(String text) {
        boolean point = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean betweenDigits = c == '.' && !point && i > 1 && i < text.length() - 1;
            point |= c == '.';
            if (!betweenDigits && (c < '0' || c > '9')) {
                return false;
            }
        }
        return text.length() > 1 && text.charAt(0) == '-';
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return true;
    }
}
