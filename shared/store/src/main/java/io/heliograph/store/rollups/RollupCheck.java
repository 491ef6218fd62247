package io.heliograph.store.rollups;

import io.heliograph.contracts.metrics.RollupReport;
import io.heliograph.flow.Loop;
import io.heliograph.intake.Payload;
import io.heliograph.numbers.Cell;
import io.heliograph.store.Database;
import io.heliograph.store.rollups.RollupDeltas.Item;
import io.heliograph.store.rollups.SeriesBook.Name;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Compares rollups with the events that they are made of, within one snapshot: minutes with rows, hours with their minutes, days
 * with their hours. Goes on until some seconds have passed.
 */
public final class RollupCheck {
    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private static final String SERIES = """
            select s.number, s.project_number, s.type_number, s.field, t.text
              from name p
              join rollup_series s on s.project_number = p.number
              join name t on t.number = s.type_number
             where p.project_number = 0 and p.kind = 'p' and p.text = $1::text""";

    private static final String EVENTS = """
            select type_number, ts, payload from telemetry
             where project_number = $1::int4 and ts >= $2::timestamptz and ts < $3::timestamptz
             order by ts""";

    private static final String FOUND = "select " + Cells.COLUMNS + " " + """
            from (select * from %s where series = any($1::int4[]) and at >= $2::timestamptz and at < $3::timestamptz
                  union all
                 select series, at, count, sum, min, max, sketch from rollup_delta
                  where series = any($1::int4[]) and at >= $2::timestamptz and at < $3::timestamptz) cell""";

    private static final int PAGE_ROWS = 5_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Database database;
    private final LongSupplier nanos;

    public RollupCheck(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    /** Compares what lies between two times, both whole minutes, in microseconds. */
    public Future<RollupReport> run(String project, long from, long until) {
        long end = nanos.getAsLong() + PATIENCE_NANOS;
        return database.transaction(transaction -> transaction
                .query(SNAPSHOT)
                .execute()
                .compose(set -> transaction.preparedQuery(SERIES).execute(Tuple.of(project)))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(new Tally(Map.of()).report(null));
                    }
                    Run run = new Run(transaction, end);
                    rows.forEach(run::know);
                    return run.minutes(from, until);
                }));
    }

    /** What events come to before a time. */
    private record Read(long until, Map<Place, Cell> cells) {}

    /** One comparison. */
    private final class Run {
        private final SqlConnection transaction;
        private final long end;
        private final Map<Name, Integer> numbers = new HashMap<>();
        private final Map<Integer, Tally.Label> labels = new HashMap<>();
        private final Tally tally = new Tally(labels);
        private int project;
        private long minute;
        private long inMinute;
        private long reached;

        Run(SqlConnection transaction, long end) {
            this.transaction = transaction;
            this.end = end;
        }

        void know(Row row) {
            project = row.getInteger(1);
            numbers.put(new Name(row.getInteger(2), row.getString(3)), row.getInteger(0));
            labels.put(row.getInteger(0), new Tally.Label(row.getString(4), row.getString(3)));
        }

        Future<RollupReport> minutes(long from, long until) {
            reached = from;
            return Loop.whileMore(() -> reached < until && !isOver() ? hour(until) : Future.succeededFuture(false))
                    .map(done -> tally.report(reached < until ? Instant.EPOCH.plus(reached, ChronoUnit.MICROS) : null));
        }

        private Future<Boolean> hour(long until) {
            long from = reached;
            long hour = Math.min(until, Level.HOUR.begin(from) + micros(Level.HOUR));
            return events(from, hour)
                    .compose(read -> found(Level.MINUTE, from, read.until()).map(found -> {
                        tally.compare(Level.MINUTE, read.cells(), found);
                        return read.until();
                    }))
                    .compose(at -> wholes(Level.MINUTE, Level.HOUR, at)
                            .compose(done -> wholes(Level.HOUR, Level.DAY, at))
                            .map(done -> {
                                reached = at;
                                return true;
                            }));
        }

        /** Compares what has come to its end here with what it is made of. */
        private Future<Void> wholes(Level parts, Level level, long at) {
            if (level.begin(at) != at) {
                return Future.succeededFuture();
            }
            long from = at - micros(level);
            return found(parts, from, at)
                    .compose(small -> found(level, from, at).map(found -> {
                        Map<Place, Cell> expected = new HashMap<>();
                        small.forEach((place, cell) -> expected.computeIfAbsent(place.of(level), first -> new Cell())
                                .merge(cell));
                        tally.compare(level, expected, found);
                        return null;
                    }));
        }

        private Future<Read> events(long from, long until) {
            return transaction.prepare(EVENTS).compose(statement -> {
                Cursor cursor = statement.cursor(Tuple.of(project, Cells.utc(from), Cells.utc(until)));
                Sums sums = new Sums();
                return Loop.whileMore(() -> page(cursor, sums, from))
                        .map(done -> cursor.hasMore() ? minute : until)
                        .eventually(() -> cursor.close())
                        .eventually(() -> statement.close())
                        .map(end -> {
                            Map<Place, Cell> cells = sums.cells(Map.of(project, numbers));
                            cells.keySet().removeIf(place -> place.at() >= end);
                            return new Read(end, cells);
                        });
            });
        }

        /** Goes on to the end, or, once the patience has ended, to the last whole minute before that. */
        private Future<Boolean> page(Cursor cursor, Sums sums, long from) {
            return cursor.read(PAGE_ROWS).map(rows -> {
                for (Row row : rows) {
                    long at = Cells.micros(row.getOffsetDateTime(1));
                    inMinute = Level.MINUTE.begin(at) == minute ? inMinute + 1 : 1;
                    minute = Level.MINUTE.begin(at);
                    sums.add(new StoredItem(project, row.getInteger(0), at, Payload.of(row.getString(2))));
                }
                tally.read(rows.size());
                if (!cursor.hasMore()) {
                    return false;
                }
                if (!isOver() || minute <= from) {
                    return true;
                }
                tally.read(-inMinute);
                return false;
            });
        }

        private boolean isOver() {
            return nanos.getAsLong() - end > 0;
        }

        private Future<Map<Place, Cell>> found(Level level, long from, long until) {
            Tuple values = Tuple.of(labels.keySet().toArray(Integer[]::new), Cells.utc(from), Cells.utc(until));
            return transaction
                    .preparedQuery(FOUND.formatted(level.table()))
                    .execute(values)
                    .map(rows -> {
                        Map<Place, Cell> cells = new HashMap<>();
                        rows.forEach(
                                row -> cells.computeIfAbsent(Cells.place(row).of(level), first -> new Cell())
                                        .merge(Cells.cell(row)));
                        return cells;
                    });
        }
    }

    private static long micros(Level level) {
        return TimeUnit.SECONDS.toMicros(level.length().toSeconds());
    }

    private record StoredItem(Integer project, Integer type, long timestamp, Payload payload) implements Item {}
}
