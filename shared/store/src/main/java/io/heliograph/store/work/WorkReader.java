package io.heliograph.store.work;

import io.heliograph.contracts.live.LivePayload;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads live payloads: one statement for however many projects, along indexes, which takes no longer for more jobs. Nothing
 * is counted off jobs: counters and slices of time are read, and each span is made of few slices.
 */
public final class WorkReader {
    /** What one reading takes. */
    public static final int QUESTIONS = 1;

    private static final int COUNT = 1;
    private static final int SLICE = 2;
    private static final int GAUGE = 3;
    private static final int WORKERS = 4;

    /** Joins are lateral, so that each part of a span is a look into an index whatever PostgreSQL believes about the tables. */
    private static final String READ = """
            select 1 as kind, project, name, value as count, 0::float8 as total, 0::float8 as least, 0::float8 as greatest
              from (select project, name, value,
                           row_number() over (partition by project, starts_with(name, 'platform:')
                                              order by value desc, name) as place
                      from work_count where project = any($1::text[]) and value > 0) ranked
             where place <= $2::int4 or name = any($3::text[])
            union all
            select 2, wanted.project, span.label, sum.count, sum.total, sum.least, sum.greatest
              from unnest($1::text[]) as wanted (project)
             cross join unnest($4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[])
                        as span (label, name, since, until)
             cross join lateral (select sum(count)::int8 as count, sum(total) as total, min(least) as least,
                                        max(greatest) as greatest
                                   from work_slice
                                  where project = wanted.project and name = span.name and at >= span.since
                                    and at < span.until and count > 0) sum
             where sum.count > 0
            union all
            select 2, wanted.project, edge.label,
                   (select sum(waiting) from unnest(due.waiting[edge.first : edge.last]) as waiting), 0, 0, 0
              from unnest($1::text[]) as wanted (project)
             cross join unnest($8::text[], $9::timestamptz[], $10::int4[], $11::int4[]) as edge (label, at, first, last)
             cross join lateral (select waiting from work_due where project = wanted.project and at = edge.at) due
            union all
            select 3, project, name, 0, value, 0, 0 from work_gauge where project = any($1::text[])
            union all
            select 4, project, '', count(*), 0, 0, 0 from work_worker
             where project = any($1::text[]) and not gone and seen_at >= $12::timestamptz
             group by project""";

    private final Database database;
    private final LiveView view;

    public WorkReader(Database database, LiveView view) {
        this.database = database;
        this.view = view;
    }

    /** The payload of every one of these projects, as of now. */
    public Future<Map<String, LivePayload>> read(Collection<String> projects, Instant now) {
        return database.read(READ, values(projects, now)).map(rows -> {
            Map<String, Figures> figures = new LinkedHashMap<>();
            projects.forEach(project -> figures.put(project, new Figures()));
            rows.forEach(row -> tell(figures.get(row.getString(1)), row));
            Map<String, LivePayload> payloads = new LinkedHashMap<>();
            figures.forEach((project, found) -> payloads.put(project, found.payload(view, now)));
            return payloads;
        });
    }

    private static void tell(Figures figures, Row row) {
        String name = row.getString(2);
        Long count = row.getLong(3);
        switch (row.getInteger(0)) {
            case COUNT -> figures.count(name, count);
            case SLICE ->
                figures.slice(
                        name,
                        new Tally.Sum(count == null ? 0 : count, row.getDouble(4), row.getDouble(5), row.getDouble(6)));
            case GAUGE -> figures.gauge(name, row.getDouble(4));
            case WORKERS -> figures.workers(count);
            default -> throw new IllegalStateException("a row of kind " + row.getInteger(0));
        }
    }

    private Tuple values(Collection<String> projects, Instant now) {
        List<Spans.Span> spans = Spans.of(view, now);
        List<Spans.Edge> edges = Spans.edges(now);
        return Tuple.tuple()
                .addArrayOfString(projects.toArray(String[]::new))
                .addInteger(view.maxPlatforms())
                .addArrayOfString(texts(view.platforms(), platform -> Tally.PLATFORM + platform))
                .addArrayOfString(texts(spans, Spans.Span::label))
                .addArrayOfString(texts(spans, Spans.Span::name))
                .addArrayOfOffsetDateTime(times(spans, Spans.Span::since))
                .addArrayOfOffsetDateTime(times(spans, Spans.Span::until))
                .addArrayOfString(texts(edges, Spans.Edge::label))
                .addArrayOfOffsetDateTime(times(edges, Spans.Edge::minute))
                .addArrayOfInteger(edges.stream().map(Spans.Edge::first).toArray(Integer[]::new))
                .addArrayOfInteger(edges.stream().map(Spans.Edge::last).toArray(Integer[]::new))
                .addOffsetDateTime(Spans.utc(now.minus(view.workerTimeout())));
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> column) {
        return rows.stream().map(column).map(Spans::utc).toArray(OffsetDateTime[]::new);
    }
}
