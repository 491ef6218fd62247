package io.heliograph.store.work;

import io.heliograph.store.events.Micros;
import io.heliograph.store.work.Tally.Counter;
import io.heliograph.store.work.Tally.Slice;
import io.heliograph.store.work.Tally.Sum;
import io.heliograph.store.work.WorkProjection.Told;
import io.heliograph.store.work.WorkProjection.Told.Reading;
import io.heliograph.store.work.WorkProjection.Told.Sighting;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** How what a batch tells is written: rows of jobs are read under a lock of their project, changed here, and written back. */
final class WorkStatements {
    /** Counters are as many rows as everybody writes, so one lock costs no more, and nobody waits in a circle. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('heliograph work ' || project, 0))
              from unnest($1::text[]) as project""";

    static final String COLUMNS =
            "project, job, state, state_at, platform, worker, scheduled_for, started_at, ended_at";
    private static final String READ_JOBS = "select j." + COLUMNS.replace(", ", ", j.") + "\n" + """
             from unnest($1::text[], $2::text[]) as wanted (project, job)
             join work_job j using (project, job)""";
    private static final String WRITE_JOBS = "insert into work_job (" + COLUMNS + """
            )
            select * from unnest($1::text[], $2::text[], $3::int2[], $4::timestamptz[], $5::text[], $6::text[],
                                 $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
                on conflict (project, job) do update
               set state = excluded.state, state_at = excluded.state_at, platform = excluded.platform,
                   worker = excluded.worker, scheduled_for = excluded.scheduled_for, started_at = excluded.started_at,
                   ended_at = excluded.ended_at""";
    private static final String COUNT = """
            insert into work_count as known (project, name, value)
            select * from unnest($1::text[], $2::text[], $3::int8[])
                on conflict (project, name) do update set value = known.value + excluded.value""";
    private static final String SLICE = """
            insert into work_slice as known (project, name, at, count, total, least, greatest)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int8[], $5::float8[], $6::float8[],
                                 $7::float8[])
                on conflict (project, name, at) do update
               set count = known.count + excluded.count, total = known.total + excluded.total,
                   least = least(known.least, excluded.least), greatest = greatest(known.greatest, excluded.greatest)""";
    private static final String DUE = """
            insert into work_due as known (project, at, waiting)
            select due.project, due.at, due.waiting::int4[]
              from unnest($1::text[], $2::timestamptz[], $3::text[]) as due (project, at, waiting)
                on conflict (project, at) do update
               set waiting = array(select here + more from unnest(known.waiting, excluded.waiting) as added (here, more))""";
    private static final String GAUGE = """
            insert into work_gauge as known (project, name, at, value)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::float8[])
                on conflict (project, name) do update set at = excluded.at, value = excluded.value
             where known.at <= excluded.at""";
    private static final String WORKER = """
            insert into work_worker as known (project, worker, seen_at, gone)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bool[])
                on conflict (project, worker) do update set seen_at = excluded.seen_at, gone = excluded.gone
             where known.seen_at <= excluded.seen_at""";

    private WorkStatements() {}

    static Future<Void> write(SqlConnection transaction, Told told) {
        return lock(transaction, told)
                .compose(locked ->
                        readJobs(transaction, told.jobs.keySet().stream().toList()))
                .compose(known -> {
                    List<Job> changed = merge(told, known);
                    return writeJobs(transaction, changed);
                })
                .compose(written -> count(transaction, told.tally))
                .compose(counted -> gauges(transaction, told))
                .compose(read -> workers(transaction, told));
    }

    private static Future<Void> lock(SqlConnection transaction, Told told) {
        TreeSet<String> projects = new TreeSet<>();
        told.jobs.keySet().forEach(key -> projects.add(key.project()));
        told.gauges.keySet().forEach(of -> projects.add(of.project()));
        told.workers.keySet().forEach(of -> projects.add(of.project()));
        told.tally.slices().keySet().forEach(slice -> projects.add(slice.of().project()));
        return lock(transaction, projects.toArray(String[]::new));
    }

    /** Keeps others from changing the tables of these projects until the transaction ends. */
    static Future<Void> lock(SqlConnection transaction, String... projects) {
        return run(transaction, LOCK, Tuple.tuple().addArrayOfString(projects));
    }

    private static Future<Map<Job.Key, Job>> readJobs(SqlConnection transaction, List<Job.Key> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Tuple wanted = Tuple.tuple()
                .addArrayOfString(texts(keys, Job.Key::project))
                .addArrayOfString(texts(keys, Job.Key::job));
        return transaction.preparedQuery(READ_JOBS).execute(wanted).map(rows -> {
            Map<Job.Key, Job> known = new HashMap<>();
            rows.forEach(row -> {
                Job job = job(row);
                known.put(job.key(), job);
            });
            return known;
        });
    }

    /** What the jobs are now; the tally learns of the difference. */
    private static List<Job> merge(Told told, Map<Job.Key, Job> known) {
        List<Job> changed = new ArrayList<>();
        told.jobs.forEach((key, news) -> {
            Job before = known.get(key);
            Job after = before == null ? news : before.and(news);
            if (!after.equals(before)) {
                told.tally.change(before, after);
                changed.add(after);
            }
        });
        return changed;
    }

    private static Future<Void> writeJobs(SqlConnection transaction, List<Job> jobs) {
        return jobs.isEmpty()
                ? Future.succeededFuture()
                : run(
                        transaction,
                        WRITE_JOBS,
                        Tuple.tuple()
                                .addArrayOfString(texts(jobs, job -> job.key().project()))
                                .addArrayOfString(texts(jobs, job -> job.key().job()))
                                .addArrayOfShort(jobs.stream()
                                        .map(job -> job.state().number())
                                        .toArray(Short[]::new))
                                .addArrayOfOffsetDateTime(times(jobs, Job::stateAt))
                                .addArrayOfString(texts(jobs, Job::platform))
                                .addArrayOfString(texts(jobs, Job::worker))
                                .addArrayOfOffsetDateTime(times(jobs, Job::scheduledFor))
                                .addArrayOfOffsetDateTime(times(jobs, Job::startedAt))
                                .addArrayOfOffsetDateTime(times(jobs, Job::endedAt)));
    }

    static Future<Void> count(SqlConnection transaction, Tally tally) {
        List<Map.Entry<Counter, Long>> counters = List.copyOf(tally.counters().entrySet());
        List<Map.Entry<Slice, Sum>> slices = List.copyOf(tally.slices().entrySet());
        Future<Void> counted = counters.isEmpty()
                ? Future.succeededFuture()
                : run(
                        transaction,
                        COUNT,
                        Tuple.tuple()
                                .addArrayOfString(
                                        texts(counters, of -> of.getKey().project()))
                                .addArrayOfString(
                                        texts(counters, of -> of.getKey().name()))
                                .addArrayOfLong(counters.stream()
                                        .map(Map.Entry::getValue)
                                        .toArray(Long[]::new)));
        return counted.compose(done -> due(transaction, List.copyOf(tally.due().entrySet())))
                .compose(done -> slices.isEmpty()
                        ? Future.succeededFuture()
                        : run(
                                transaction,
                                SLICE,
                                Tuple.tuple()
                                        .addArrayOfString(texts(
                                                slices, of -> of.getKey().of().project()))
                                        .addArrayOfString(texts(
                                                slices, of -> of.getKey().of().name()))
                                        .addArrayOfOffsetDateTime(
                                                times(slices, of -> of.getKey().at()))
                                        .addArrayOfLong(slices.stream()
                                                .map(of -> of.getValue().count())
                                                .toArray(Long[]::new))
                                        .addArrayOfDouble(numbers(
                                                slices, of -> of.getValue().total()))
                                        .addArrayOfDouble(numbers(
                                                slices, of -> of.getValue().least()))
                                        .addArrayOfDouble(numbers(
                                                slices, of -> of.getValue().greatest()))));
    }

    private static Future<Void> due(SqlConnection transaction, List<Map.Entry<Slice, int[]>> minutes) {
        return minutes.isEmpty()
                ? Future.succeededFuture()
                : run(
                        transaction,
                        DUE,
                        Tuple.tuple()
                                .addArrayOfString(
                                        texts(minutes, of -> of.getKey().of().project()))
                                .addArrayOfOffsetDateTime(
                                        times(minutes, of -> of.getKey().at()))
                                .addArrayOfString(texts(minutes, of -> array(of.getValue()))));
    }

    /** As PostgreSQL writes it, since arrays of arrays cannot be unnested one by one. */
    private static String array(int[] numbers) {
        return Arrays.toString(numbers).replace('[', '{').replace(']', '}');
    }

    private static Future<Void> gauges(SqlConnection transaction, Told told) {
        List<Map.Entry<Counter, Reading>> gauges = List.copyOf(new TreeMap<>(told.gauges).entrySet());
        return gauges.isEmpty()
                ? Future.succeededFuture()
                : run(
                        transaction,
                        GAUGE,
                        Tuple.tuple()
                                .addArrayOfString(
                                        texts(gauges, of -> of.getKey().project()))
                                .addArrayOfString(
                                        texts(gauges, of -> of.getKey().name()))
                                .addArrayOfOffsetDateTime(
                                        times(gauges, of -> of.getValue().at()))
                                .addArrayOfDouble(
                                        numbers(gauges, of -> of.getValue().value())));
    }

    private static Future<Void> workers(SqlConnection transaction, Told told) {
        List<Map.Entry<Counter, Sighting>> workers = List.copyOf(new TreeMap<>(told.workers).entrySet());
        return workers.isEmpty()
                ? Future.succeededFuture()
                : run(
                        transaction,
                        WORKER,
                        Tuple.tuple()
                                .addArrayOfString(
                                        texts(workers, of -> of.getKey().project()))
                                .addArrayOfString(
                                        texts(workers, of -> of.getKey().name()))
                                .addArrayOfOffsetDateTime(
                                        times(workers, of -> of.getValue().at()))
                                .addArrayOfBoolean(workers.stream()
                                        .map(of -> of.getValue().gone())
                                        .toArray(Boolean[]::new)));
    }

    private static Future<Void> run(SqlConnection transaction, String sql, Tuple values) {
        return transaction.preparedQuery(sql).execute(values).mapEmpty();
    }

    static Job job(Row row) {
        return new Job(
                new Job.Key(row.getString(0), row.getString(1)),
                JobState.of(row.getShort(2)),
                micros(row, 3),
                row.getString(4),
                row.getString(5),
                micros(row, 6),
                micros(row, 7),
                micros(row, 8));
    }

    private static Long micros(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : (Long) Micros.of(time.toInstant());
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Double[] numbers(List<T> rows, Function<T, Double> column) {
        return rows.stream().map(column).toArray(Double[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Long> micros) {
        return rows.stream()
                .map(micros)
                .map(time -> time == null ? null : Micros.utc(time))
                .toArray(OffsetDateTime[]::new);
    }
}
