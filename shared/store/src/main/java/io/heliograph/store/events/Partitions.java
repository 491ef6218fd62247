package io.heliograph.store.events;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the day partitions of telemetry and logs, and remembers which exist so that a batch asks only for new days. */
public final class Partitions {
    private static final String AHEAD = """
            select day, heliograph_add_day('telemetry', day), heliograph_add_day('logs', day)
              from (select (now() at time zone 'UTC')::date + n from generate_series(0, 2) n) ahead (day)
             order by day""";
    private static final String ADD = """
            select day, heliograph_add_day('telemetry', day), heliograph_add_day('logs', day)
              from unnest($1::date[]) day
             order by day""";

    private static final String CHECK_VIOLATION = "23514";
    private static final int MOST_REMEMBERED = 4_000;

    private final Database database;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    public Partitions(Database database) {
        this.database = database;
    }

    /** Makes the partitions of today and the two days after it, by the database's clock. */
    public Future<Void> ahead() {
        return database.write(AHEAD, Tuple.tuple()).map(this::remember);
    }

    /** Makes the partitions of the given UTC days, as far as this node does not know them to exist. */
    public Future<Void> ensure(Collection<LocalDate> days) {
        LocalDate[] missing = days.stream()
                .filter(day -> !known.contains(day))
                .distinct()
                .sorted()
                .toArray(LocalDate[]::new);
        if (missing.length == 0) {
            return Future.succeededFuture();
        }
        return database.write(ADD, Tuple.tuple().addArrayOfLocalDate(missing)).map(this::remember);
    }

    /** Forgets what exists, for when another node has dropped some of it. */
    public void forget() {
        known.clear();
    }

    /** Whether a write failed for want of a partition, which says nothing against its rows. */
    static boolean isMissing(Throwable failure) {
        return failure instanceof PgException answer
                && CHECK_VIOLATION.equals(answer.getSqlState())
                && "ExecFindPartition".equals(answer.getRoutine());
    }

    private Void remember(RowSet<Row> rows) {
        if (known.size() + rows.size() > MOST_REMEMBERED) {
            known.clear();
        }
        rows.forEach(row -> known.add(row.getLocalDate(0)));
        return null;
    }
}
