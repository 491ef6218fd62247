package io.heliograph.store.work;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Of which slices what the payload says is made: days, then hours, then minutes, and seconds where a span begins or ends. */
final class Spans {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SECONDS = 60;

    private Spans() {}

    /** Slices of one name between two times, under the label by which they are told apart. */
    record Span(String label, String name, Instant since, Instant until) {}

    /** Some seconds of a minute, from the first to the last, the minute's first being 1. */
    record Edge(String label, Instant minute, int first, int last) {}

    static List<Span> of(LiveView view, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        Instant minute = minute(now);
        Instant since = now.minus(view.window());
        Instant until = now.plus(MINUTE);
        List<Span> spans = new ArrayList<>(List.of(
                new Span(Tally.SCHEDULED, Tally.SCHEDULED, today, today.plus(DAY)),
                new Span(Figures.OVERDUE, Tally.WAITING_DAYS, Instant.EPOCH, today),
                new Span(Figures.OVERDUE, Tally.WAITING_HOURS, today, hour),
                new Span(Figures.OVERDUE, Tally.WAITING, hour, minute),
                new Span(Figures.NEXT_HOUR, Tally.WAITING, minute.plus(MINUTE), minute.plus(HOUR)),
                new Span(Tally.DELAY, Tally.DELAY, since, until),
                new Span(Tally.TOOK, Tally.TOOK, since, until),
                new Span(Tally.ACTION, Tally.ACTION, now.minus(MINUTE), until)));
        view.metrics().forEach(metric -> spans.add(new Span(metric.counter(), metric.counter(), since, until)));
        return spans;
    }

    /** A job is overdue from the second on that follows the one for which it was scheduled. */
    static List<Edge> edges(Instant now) {
        Instant minute = minute(now);
        int second = (int) (now.getEpochSecond() - minute.getEpochSecond());
        return List.of(
                new Edge(Figures.OVERDUE, minute, 1, second),
                new Edge(Figures.NEXT_HOUR, minute, second + 1, SECONDS),
                new Edge(Figures.NEXT_HOUR, minute.plus(HOUR), 1, second));
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }
}
