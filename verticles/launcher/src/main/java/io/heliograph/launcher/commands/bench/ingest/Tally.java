package io.heliograph.launcher.commands.bench.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of the requests since a moment. Belongs to the event loop until the run has ended. */
final class Tally {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Long> errors = new TreeMap<>();
    private final long begin;
    private long end;
    private long requests;
    private long events;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long neverSent;

    Tally(long now) {
        begin = now;
        end = now;
    }

    void answered(Reply reply, int batch, long due, long now) {
        requests++;
        events += batch;
        end = now;
        took(due, now);
        if (reply.ok()) {
            int taken = reply.count("accepted");
            int known = reply.count("duplicates");
            accepted += taken;
            duplicates += known;
            rejected += batch - taken - known;
        } else {
            errors.merge(reply.kind(), 1L, Long::sum);
        }
    }

    void failed(String kind, boolean withRequest, long due, long now) {
        errors.merge(kind, 1L, Long::sum);
        if (withRequest) {
            requests++;
            took(due, now);
        }
    }

    /** A request that was due and found no connection free; it waited so long at least. */
    void neverSent(long due, long now) {
        neverSent++;
        took(due, now);
    }

    private void took(long due, long now) {
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, now - due) / 1_000));
    }

    double seconds() {
        return Math.max(1, end - begin) / 1e9;
    }

    long requests() {
        return requests;
    }

    long events() {
        return events;
    }

    long accepted() {
        return accepted;
    }

    long duplicates() {
        return duplicates;
    }

    long rejected() {
        return rejected;
    }

    long neverSent() {
        return neverSent;
    }

    Map<String, Long> errors() {
        return errors;
    }

    /** So many milliseconds at the most for this share of the requests. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
