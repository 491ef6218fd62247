package io.heliograph.store.retain;

import static io.heliograph.store.retain.FloorTable.utc;

import io.heliograph.flow.Loop;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets the ids that senders gave to events which have expired: an hour of them at a time, along the block ranges that the
 * index over their times names, and of an hour with many so many at a time.
 */
public final class KeyExpiry {
    private static final Duration STEP = Duration.ofHours(1);

    /** Events may reach the database so long after their time was passed over, from a node that was away. */
    private static final Duration LATE = Duration.ofDays(1);

    private static final int MOST = 20_000;
    private static final String REACHED = """
            select coalesce((select before from retention_keys), (select min(ts) from event_key))""";
    private static final String FORGET = """
            delete from event_key
             where ctid = any(array(select ctid from event_key
                                     where ts >= $1::timestamptz and ts < $2::timestamptz limit $3::int8))""";
    private static final String MOVE = """
            insert into retention_keys (before) values ($1::timestamptz)
                on conflict (one) do update set before = excluded.before""";
    private static final String NO_SCAN = "set local enable_seqscan = off";

    private final Database database;

    public KeyExpiry(Database database) {
        this.database = database;
    }

    /** Forgets the ids of all events from before this time; how many there were. */
    public Future<Long> run(Instant before) {
        return database.write(REACHED, Tuple.tuple())
                .map(KeyExpiry::time)
                .compose(reached ->
                        reached == null ? Future.succeededFuture(0L) : new Way(reached.minus(LATE), before).run());
    }

    /** What is forgotten on the way from one time to another. */
    private final class Way {
        private final Instant before;
        private Instant reached;
        private long forgotten;

        private Way(Instant reached, Instant before) {
            this.reached = reached;
            this.before = before;
        }

        private Future<Long> run() {
            return Loop.whileMore(() -> reached.isBefore(before) ? next() : Future.succeededFuture(false))
                    .map(done -> forgotten);
        }

        private Future<Boolean> next() {
            Instant end = reached.plus(STEP).isBefore(before) ? reached.plus(STEP) : before;
            return step(reached, end).compose(some -> {
                forgotten += some;
                return some == MOST
                        ? Future.succeededFuture(true)
                        : database.write(MOVE, Tuple.of(utc(end))).map(moved -> {
                            reached = end;
                            return true;
                        });
            });
        }
    }

    private Future<Integer> step(Instant from, Instant to) {
        return database.transaction(connection -> connection
                .query(NO_SCAN)
                .execute()
                .compose(set -> connection.preparedQuery(FORGET).execute(Tuple.of(utc(from), utc(to), (long) MOST)))
                .map(RowSet::rowCount));
    }

    private static Instant time(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return row.getOffsetDateTime(0) == null
                ? null
                : row.getOffsetDateTime(0).toInstant();
    }
}
