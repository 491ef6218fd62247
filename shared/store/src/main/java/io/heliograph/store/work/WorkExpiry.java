package io.heliograph.store.work;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Forgets jobs of which nothing was heard for long, slices of time that nothing is read off any more, and workers. */
public final class WorkExpiry {
    /** Slices behind the longest window and the day before are of no use; but those of jobs that still wait are. */
    private static final Duration SLICES_KEPT = Duration.ofDays(2);

    private static final String OF_ONE = """
            select project from work_job where state_at < $1::timestamptz limit 1""";
    private static final String FORGET = """
            delete from work_job
             where project = $1::text
               and job = any(array(select job from work_job where project = $1::text and state_at < $2::timestamptz
                                    limit $3::int4))
            returning\s""" + WorkStatements.COLUMNS;
    private static final String FORGET_SLICES = """
            delete from work_slice
             where ctid = any(array(select ctid from work_slice
                                     where at < $1::timestamptz and (not starts_with(name, 'waiting') or count = 0) limit $2::int4))""";
    private static final String FORGET_DUE = """
            delete from work_due
             where ctid = any(array(select ctid from work_due where at < $1::timestamptz limit $2::int4))""";
    private static final String FORGET_WORKERS = "delete from work_worker where seen_at < $1::timestamptz";

    private final Database database;
    private final int most;

    /** {@code most} rows go in one transaction, so that it ends within a statement's time. */
    public WorkExpiry(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** One step; whether there is more to forget. */
    public Future<Boolean> forget(Instant now, Duration retention) {
        OffsetDateTime before = now.minus(retention).atOffset(ZoneOffset.UTC);
        OffsetDateTime slices = now.minus(SLICES_KEPT).atOffset(ZoneOffset.UTC);
        return database.transaction(transaction -> oneProject(transaction, before)
                        .compose(project ->
                                project == null ? Future.succeededFuture(0) : forget(transaction, project, before)))
                .compose(gone -> database.write(FORGET_SLICES, Tuple.of(slices, most))
                        .map(deleted -> gone == most || deleted.rowCount() == most))
                .compose(more -> database.write(FORGET_DUE, Tuple.of(slices, most))
                        .map(deleted -> more || deleted.rowCount() == most))
                .compose(
                        more -> database.write(FORGET_WORKERS, Tuple.of(before)).map(more));
    }

    private static Future<String> oneProject(SqlConnection transaction, OffsetDateTime before) {
        return transaction.preparedQuery(OF_ONE).execute(Tuple.of(before)).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            return found.hasNext() ? found.next().getString(0) : null;
        });
    }

    /** What the forgotten were counted as is taken away with them. */
    private Future<Integer> forget(SqlConnection transaction, String project, OffsetDateTime before) {
        return WorkStatements.lock(transaction, project)
                .compose(locked -> transaction.preparedQuery(FORGET).execute(Tuple.of(project, before, most)))
                .compose(rows -> {
                    Tally tally = new Tally();
                    rows.forEach(row -> tally.change(WorkStatements.job(row), null));
                    return WorkStatements.count(transaction, tally).map(rows.rowCount());
                });
    }
}
