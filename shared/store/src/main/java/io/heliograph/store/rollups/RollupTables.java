package io.heliograph.store.rollups;

import io.heliograph.numbers.Cell;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The tables of minutes, hours and days: deltas are added to them, and long ranges are read from them. */
public final class RollupTables {
    /** One at a time in the cluster, so that nobody overwrites what another has just added. */
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtextextended('heliograph rollups', 0))";

    private static final String TAKE = """
            delete from rollup_delta
             where id = any (array(select id from rollup_delta order by id limit $1::int8))
            returning\s""" + Cells.COLUMNS;

    private static final String FIND = "select " + Cells.COLUMNS + " " + """
            from %s
             where (series, at) in (select * from unnest($1::int4[], $2::timestamptz[]))""";

    private static final String PUT = """
            insert into %s (series, at, count, sum, min, max, sketch)
            select series, at, count, sum::numeric, min, max, sketch
              from\s""" + Cells.UNNEST + " " + """
            as cell (series, at, count, sum, min, max, sketch)
                on conflict (series, at) do update
               set count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max,
                   sketch = excluded.sketch""";

    private static final String SERIES = """
            select s.number
              from name p
              join name t on t.project_number = p.number and t.kind = 't' and t.text = $2::text
              join rollup_series s on s.type_number = t.number and s.field = $3::text
             where p.project_number = 0 and p.kind = 'p' and p.text = $1::text""";

    /** Table and deltas in one statement, which sees them both as they are at one moment. */
    private static final String RANGE = "select " + Cells.COLUMNS + " " + """
            from (select * from %s where series = $1::int4 and at >= $2::timestamptz and at < $3::timestamptz
                  union all
                 select series, at, count, sum, min, max, sketch from rollup_delta
                  where series = $1::int4 and at >= $2::timestamptz and at < $3::timestamptz) cell""";

    private static final String EXPIRE = """
            delete from %s where ctid = any (array(
                select ctid from %s where at < now() - $1::int8 * interval '1 millisecond' limit $2::int8))""";

    private final Database database;

    public RollupTables(Database database) {
        this.database = database;
    }

    /** Adds the oldest deltas, at most so many, to the tables; returns how many there were, 0 if another node is at it. */
    public Future<Integer> roll(int most) {
        return database.transaction(transaction -> transaction
                .query(ALONE)
                .execute()
                .compose(alone -> alone.iterator().next().getBoolean(0)
                        ? transaction
                                .preparedQuery(TAKE)
                                .execute(Tuple.of((long) most))
                                .compose(taken -> add(transaction, taken))
                        : Future.succeededFuture(0)));
    }

    /** What a field of a type, or '' for its events, came to between two times, by the microsecond each time begins with. */
    public Future<Map<Long, Cell>> range(
            String project, String type, String field, Level level, long from, long until) {
        return database.read(SERIES, Tuple.of(project, type, field)).compose(found -> {
            if (found.size() == 0) {
                return Future.succeededFuture(new TreeMap<>());
            }
            int series = found.iterator().next().getInteger(0);
            return database.read(RANGE.formatted(level.table()), Tuple.of(series, Cells.utc(from), Cells.utc(until)))
                    .map(rows -> {
                        Map<Long, Cell> cells = new TreeMap<>();
                        rows.forEach(
                                row -> add(cells, level.begin(Cells.place(row).at()), Cells.cell(row)));
                        return cells;
                    });
        });
    }

    /** Lets go of at most so many rows that are older. */
    public Future<Integer> expire(Level level, Duration age, int most) {
        return database.write(EXPIRE.formatted(level.table(), level.table()), Tuple.of(age.toMillis(), (long) most))
                .map(RowSet::rowCount);
    }

    private Future<Integer> add(SqlConnection transaction, RowSet<Row> deltas) {
        Map<Place, Cell> minutes = new HashMap<>();
        for (Row row : deltas) {
            add(minutes, Cells.place(row), Cells.cell(row));
        }
        Future<Void> added = Future.succeededFuture();
        for (Level level : Level.values()) {
            Map<Place, Cell> cells = new HashMap<>();
            minutes.forEach((place, cell) -> add(cells, place.of(level), cell));
            added = added.compose(done -> cells.isEmpty() ? Future.succeededFuture() : add(transaction, level, cells));
        }
        return added.map(deltas.size());
    }

    private static Future<Void> add(SqlConnection transaction, Level level, Map<Place, Cell> cells) {
        Tuple places = Cells.places(cells.keySet());
        return transaction
                .preparedQuery(FIND.formatted(level.table()))
                .execute(places)
                .compose(found -> {
                    found.forEach(row -> cells.get(Cells.place(row)).merge(Cells.cell(row)));
                    return transaction
                            .preparedQuery(PUT.formatted(level.table()))
                            .execute(Cells.columns(cells));
                })
                .mapEmpty();
    }

    /** Never keeps the cell that is handed in, which may be added elsewhere as well. */
    private static <K> void add(Map<K, Cell> cells, K key, Cell cell) {
        cells.computeIfAbsent(key, first -> new Cell()).merge(cell);
    }
}
