package io.heliograph.launcher.commands.bench.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says how fast questions were answered, to people or to programs. */
final class QueryReport {
    private QueryReport() {}

    static List<String> lines(Map<String, Answers> answers) {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "%-24s %9s %9s %9s %9s %6s %9s", "asked by", "answers", "p50 ms", "p99 ms", "max ms", "rows", "bytes"));
        answers.forEach((kind, of) -> lines.add(text(
                "%-24s %9d %9.2f %9.2f %9.2f %6.0f %9.0f",
                kind, of.count(), of.millis(50), of.millis(99), of.millis(100), of.rowsEach(), of.bytesEach())));
        Map<String, Long> errors = errors(answers);
        String said = errors.entrySet().stream()
                .map(error -> error.getValue() + " x " + error.getKey())
                .collect(Collectors.joining(", "));
        lines.add("errors                   " + (errors.isEmpty() ? "none" : said));
        return lines;
    }

    static String json(Map<String, Answers> answers) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        ObjectNode kinds = all.putObject("kinds");
        answers.forEach((kind, of) -> kinds.putObject(kind)
                .put("answers", of.count())
                .put("p50_ms", of.millis(50))
                .put("p99_ms", of.millis(99))
                .put("max_ms", of.millis(100))
                .put("rows", of.rowsEach())
                .put("bytes", of.bytesEach()));
        ObjectNode errors = all.putObject("errors");
        errors(answers).forEach(errors::put);
        return all.toString();
    }

    static Map<String, Long> errors(Map<String, Answers> answers) {
        Map<String, Long> errors = new TreeMap<>();
        answers.values().forEach(of -> of.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum)));
        return errors;
    }

    static String line(ExportRun export) {
        return text(
                "exported %,d rows, %,d bytes in %.1f s: %,.0f rows/s, %.1f MiB/s%s",
                export.rows(),
                export.bytes(),
                export.seconds(),
                export.rows() / export.seconds(),
                export.bytes() / export.seconds() / (1 << 20),
                export.complete() ? "" : "; not to its end");
    }

    static String json(ExportRun export) {
        return new ObjectMapper()
                .createObjectNode()
                .put("rows", export.rows())
                .put("bytes", export.bytes())
                .put("seconds", export.seconds())
                .put("rows_per_second", Math.round(export.rows() / export.seconds()))
                .put("bytes_per_second", Math.round(export.bytes() / export.seconds()))
                .put("complete", export.complete())
                .toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
