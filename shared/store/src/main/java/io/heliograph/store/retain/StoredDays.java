package io.heliograph.store.retain;

import io.heliograph.store.Database;
import io.heliograph.store.retain.DayContent.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The days of which there are events, and what each of them holds. */
public final class StoredDays {
    private static final String DAYS = """
            select to_date(right(child.relname, 8), 'YYYYMMDD') as day, sum(pg_total_relation_size(child.oid))::int8
              from pg_inherits
              join pg_class child on child.oid = inhrelid
             where inhparent in ('telemetry'::regclass, 'logs'::regclass) and child.relname ~ '_[0-9]{8}$'
             group by day
             order by day""";
    private static final String KEYS = "select pg_total_relation_size('event_key')";
    private static final String SIZE = "select pg_relation_size(to_regclass($1::text))";
    private static final String KNOWN =
            "select types, events from retention_day where day = $1::date and bytes = $2::int8";
    private static final String WRITERS = """
            select from pg_locks
             where relation = to_regclass($1::text) and mode = 'RowExclusiveLock'
               and database = (select oid from pg_database where datname = current_database())
             limit 1""";
    private static final String COUNT =
            "select type_number, count(*) from %s group by type_number order by type_number";
    private static final String KEEP = """
            insert into retention_day as known (day, bytes, types, events)
            values ($1::date, $2::int8, $3::int4[], $4::int8[])
                on conflict (day) do update
               set bytes = excluded.bytes, types = excluded.types, events = excluded.events""";
    private static final String KINDS = """
            select type.number, project.text, type.text
              from name type
              join name project on project.number = type.project_number
             where type.number = any($1::int4[])""";

    private final Database database;

    public StoredDays(Database database) {
        this.database = database;
    }

    /** A day, and the bytes that its events and log lines take with their indexes. */
    public record Day(LocalDate day, long bytes) {}

    /** All days, oldest first. */
    public Future<List<Day>> list() {
        return database.read(DAYS, Tuple.tuple()).map(rows -> {
            List<Day> days = new ArrayList<>();
            rows.forEach(row -> days.add(new Day(row.getLocalDate(0), row.getLong(1))));
            return days;
        });
    }

    /** The bytes that the ids take that senders gave. */
    public Future<Long> keyBytes() {
        return database.read(KEYS, Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * What a day holds; counted only where its size has changed since it was counted last. What fitted beside the rows that
     * were there may be missing, so whoever has to know all of it counts.
     */
    public Future<DayContent> content(LocalDate day) {
        return content(day, false);
    }

    /** What a day holds now. */
    public Future<DayContent> count(LocalDate day) {
        return content(day, true);
    }

    private Future<DayContent> content(LocalDate day, boolean anew) {
        return database.upkeep(connection -> connection
                .preparedQuery(SIZE)
                .execute(Tuple.of(telemetry(day)))
                .compose(sizes -> {
                    Long bytes = sizes.iterator().next().getLong(0);
                    return bytes == null
                            ? Future.succeededFuture(new DayContent(day, List.of()))
                            : (anew ? counted(connection, day, bytes) : known(connection, day, bytes))
                                    .compose(counts -> named(connection, day, counts));
                }));
    }

    private static Future<Map<Integer, Long>> known(SqlConnection connection, LocalDate day, long bytes) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(day, bytes))
                .compose(known -> known.size() > 0
                        ? Future.succeededFuture(remembered(known.iterator().next()))
                        : counted(connection, day, bytes));
    }

    /** Remembered only if nobody was writing then: such rows count in the size already, and not yet among the rows. */
    private static Future<Map<Integer, Long>> counted(SqlConnection connection, LocalDate day, long bytes) {
        return connection
                .preparedQuery(WRITERS)
                .execute(Tuple.of(telemetry(day)))
                .compose(writers -> connection
                        .query(COUNT.formatted(telemetry(day)))
                        .execute()
                        .map(StoredDays::counted)
                        .compose(counts -> writers.size() > 0
                                ? Future.succeededFuture(counts)
                                : keep(connection, day, bytes, counts).map(counts)));
    }

    private static Future<?> keep(SqlConnection connection, LocalDate day, long bytes, Map<Integer, Long> counts) {
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        day,
                        bytes,
                        counts.keySet().toArray(Integer[]::new),
                        counts.values().toArray(Long[]::new)));
    }

    private static Future<DayContent> named(SqlConnection connection, LocalDate day, Map<Integer, Long> counts) {
        return connection
                .preparedQuery(KINDS)
                .execute(Tuple.of(counts.keySet().toArray(Integer[]::new)))
                .map(rows -> {
                    List<Kind> kinds = new ArrayList<>();
                    for (Row row : rows) {
                        int number = row.getInteger(0);
                        kinds.add(new Kind(number, row.getString(1), row.getString(2), counts.get(number)));
                    }
                    return new DayContent(day, kinds);
                });
    }

    private static Map<Integer, Long> remembered(Row row) {
        Map<Integer, Long> counts = new HashMap<>();
        Integer[] types = row.getArrayOfIntegers(0);
        Long[] events = row.getArrayOfLongs(1);
        for (int i = 0; i < types.length; i++) {
            counts.put(types[i], events[i]);
        }
        return counts;
    }

    private static Map<Integer, Long> counted(RowSet<Row> rows) {
        Map<Integer, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.put(row.getInteger(0), row.getLong(1)));
        return counts;
    }

    /** The partition of a day; made of digits only, so that it may stand in statements. */
    static String telemetry(LocalDate day) {
        return "telemetry_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    static String logs(LocalDate day) {
        return "logs_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
}
