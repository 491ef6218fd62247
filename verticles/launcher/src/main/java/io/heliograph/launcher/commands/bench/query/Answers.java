package io.heliograph.launcher.commands.bench.query;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long the answers to one kind of question took, how many rows were in them, and what went wrong. */
final class Answers {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Long> errors = new TreeMap<>();
    private long rows;
    private long bytes;

    synchronized void answered(long nanos, int rowsInIt, int bytesInIt) {
        micros.recordValue(Math.min(LONGEST_MICROS, nanos / 1_000));
        rows += rowsInIt;
        bytes += bytesInIt;
    }

    synchronized void failed(String kind) {
        errors.merge(kind, 1L, Long::sum);
    }

    synchronized long count() {
        return micros.getTotalCount();
    }

    synchronized double rowsEach() {
        return rows / (double) Math.max(1, count());
    }

    synchronized double bytesEach() {
        return bytes / (double) Math.max(1, count());
    }

    synchronized double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    synchronized Map<String, Long> errors() {
        return Map.copyOf(errors);
    }
}
