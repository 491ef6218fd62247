package io.heliograph.store.work;

import io.heliograph.contracts.live.LivePayload;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads live payloads: five questions for however many projects, each along an index, none longer for more jobs. Whole
 * minutes come off slices; only the minutes in which a span begins and ends are counted off the index of waiting jobs.
 */
public final class WorkReader {
    /** What one reading takes. */
    public static final int QUESTIONS = 5;

    private static final String COUNTS = """
            select project, name, value
              from (select project, name, value,
                           row_number() over (partition by project, starts_with(name, 'platform:')
                                              order by value desc, name) as place
                      from work_count where project = any($1::text[]) and value > 0) ranked
             where place <= $2::int4 or name = any($3::text[])""";
    private static final String SLICES = """
            select s.project, span.label, sum(s.count)::int8, sum(s.total), min(s.least), max(s.greatest)
              from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as span (label, name, since, until)
              join work_slice s
                on s.project = any($1::text[]) and s.name = span.name and s.at >= span.since and s.at < span.until
               and s.count > 0
             group by s.project, span.label""";
    private static final String EDGES = """
            select project,
                   count(*) filter (where scheduled_for < $3::timestamptz),
                   count(*) filter (where scheduled_for >= $3::timestamptz and scheduled_for < $6::timestamptz)
              from work_job
             where project = any($1::text[]) and state < 3 and scheduled_for is not null
               and (scheduled_for >= $2::timestamptz and scheduled_for < $4::timestamptz
                    or scheduled_for >= $5::timestamptz and scheduled_for < $6::timestamptz)
             group by project""";
    private static final String GAUGES = "select project, name, value from work_gauge where project = any($1::text[])";
    private static final String WORKERS = """
            select project, count(*) from work_worker
             where project = any($1::text[]) and not gone and seen_at >= $2::timestamptz
             group by project""";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final OffsetDateTime EVER = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Database database;
    private final LiveView view;

    public WorkReader(Database database, LiveView view) {
        this.database = database;
        this.view = view;
    }

    /** The payload of every one of these projects, as of now. */
    public Future<Map<String, LivePayload>> read(Collection<String> projects, Instant now) {
        String[] wanted = projects.toArray(String[]::new);
        Future<RowSet<Row>> counts = database.read(COUNTS, counts(wanted));
        Future<RowSet<Row>> slices = database.read(SLICES, spans(wanted, now));
        Future<RowSet<Row>> edges = database.read(EDGES, edges(wanted, now));
        Future<RowSet<Row>> gauges = database.read(GAUGES, one(wanted));
        Future<RowSet<Row>> workers =
                database.read(WORKERS, one(wanted).addOffsetDateTime(utc(now.minus(view.workerTimeout()))));
        return Future.all(counts, slices, edges, gauges, workers).map(read -> {
            Map<String, Figures> figures = new LinkedHashMap<>();
            projects.forEach(project -> figures.put(project, new Figures()));
            counts.result().forEach(row -> figures.get(row.getString(0)).count(row.getString(1), row.getLong(2)));
            slices.result()
                    .forEach(row -> figures.get(row.getString(0))
                            .slice(
                                    row.getString(1),
                                    new Tally.Sum(
                                            row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5))));
            edges.result().forEach(row -> figures.get(row.getString(0)).edges(row.getLong(1), row.getLong(2)));
            gauges.result().forEach(row -> figures.get(row.getString(0)).gauge(row.getString(1), row.getDouble(2)));
            workers.result().forEach(row -> figures.get(row.getString(0)).workers(row.getLong(1)));
            Map<String, LivePayload> payloads = new LinkedHashMap<>();
            figures.forEach((project, found) -> payloads.put(project, found.payload(view, now)));
            return payloads;
        });
    }

    private Tuple counts(String[] projects) {
        return one(projects)
                .addInteger(view.maxPlatforms())
                .addArrayOfString(view.platforms().stream()
                        .map(platform -> Tally.PLATFORM + platform)
                        .toArray(String[]::new));
    }

    private Tuple spans(String[] projects, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        List<Span> spans = new ArrayList<>(List.of(
                new Span(Tally.SCHEDULED, Tally.SCHEDULED, today, today.plus(1, ChronoUnit.DAYS)),
                new Span(Figures.OVERDUE, Tally.WAITING, EVER.toInstant(), minute(now)),
                new Span(Figures.NEXT_HOUR, Tally.WAITING, minute(now).plus(MINUTE), minute(now.plus(HOUR))),
                new Span(Tally.DELAY, Tally.DELAY, now.minus(view.window()), now.plus(MINUTE)),
                new Span(Tally.TOOK, Tally.TOOK, now.minus(view.window()), now.plus(MINUTE)),
                new Span(Tally.ACTION, Tally.ACTION, now.minus(MINUTE), now.plus(MINUTE))));
        view.metrics()
                .forEach(metric -> spans.add(
                        new Span(metric.counter(), metric.counter(), now.minus(view.window()), now.plus(MINUTE))));
        return one(projects)
                .addArrayOfString(spans.stream().map(Span::label).toArray(String[]::new))
                .addArrayOfString(spans.stream().map(Span::name).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        spans.stream().map(span -> utc(span.since())).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(
                        spans.stream().map(span -> utc(span.until())).toArray(OffsetDateTime[]::new));
    }

    private static Tuple edges(String[] projects, Instant now) {
        return one(projects)
                .addOffsetDateTime(utc(minute(now)))
                .addOffsetDateTime(utc(now))
                .addOffsetDateTime(utc(minute(now).plus(MINUTE)))
                .addOffsetDateTime(utc(minute(now.plus(HOUR))))
                .addOffsetDateTime(utc(now.plus(HOUR)));
    }

    /** Slices of one name between two times, under the label by which they are told apart. */
    private record Span(String label, String name, Instant since, Instant until) {}

    private static Tuple one(String[] projects) {
        return Tuple.tuple().addArrayOfString(projects);
    }

    private static Instant minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
