package io.heliograph.store.retain;

import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes days of events off the disk, whole or in part. What is still wanted of a day is copied beside it, and the copy takes
 * its place unless an event came for that day meanwhile. Each lock is waited for so long only that nobody behind it notices,
 * and asked for again later.
 */
public final class DayRemoval {
    /** Stands for the bytes of a table that was kept, since an event came for it. */
    private static final long KEPT = -1;

    private static final int TRIES = 40;
    private static final long PAUSE_MS = 250;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private static final String LOCK_TIMEOUT = "set local lock_timeout = %d";

    /** The lock of whoever makes or drops partitions; see heliograph_add_day. */
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended('heliograph partitions', 0))";

    private static final String SIZE = "select pg_total_relation_size(to_regclass($1::text))";
    private static final String FORGET_DAY = "delete from retention_day where day = $1::date";
    private static final String FORGET_LATE = "delete from retention_late where partition = $1::text";
    private static final String IS_LATE = "select from retention_late where partition = $1::text limit 1";
    private static final String DROP = "drop table %s";
    private static final String DROP_COPY = "drop table if exists %s_next";
    private static final String WATCH = """
            create or replace trigger heliograph_late after insert on %1$s
               for each row execute function heliograph_mark_late()""";
    private static final String MAKE = """
            create table %1$s_next (like %1$s including all, constraint whole_day check (ts >= '%2$s' and ts < '%3$s'))
              with (autovacuum_vacuum_insert_threshold = -1)""";
    private static final String COPY = "insert into %1$s_next select * from %1$s where type_number <> all($1::int4[])";
    private static final String ANALYZE = "analyze %s_next";
    private static final String LOCK = "lock table %s in access exclusive mode";
    private static final List<String> SWAP = List.of(
            "alter table %1$s detach partition %2$s",
            "drop table %2$s",
            "alter table %2$s_next rename to %2$s",
            // The constraint saves reading the whole copy under the lock.
            "alter table %1$s attach partition %2$s for values from ('%3$s') to ('%4$s')",
            "alter table %2$s drop constraint whole_day");

    private final Vertx vertx;
    private final Database database;
    private final Duration longestLock;

    /** Waits for no lock, and so makes nobody wait behind it, for longer than this. */
    public DayRemoval(Vertx vertx, Database database, Duration longestLock) {
        this.vertx = vertx;
        this.database = database;
        this.longestLock = longestLock;
    }

    /** Events removed and bytes given back. */
    public record Freed(long events, long bytes) {
        public static final Freed NOTHING = new Freed(0, 0);

        public Freed and(Freed other) {
            return new Freed(events + other.events, bytes + other.bytes);
        }
    }

    /** Drops a day; the bytes given back, or nothing if somebody held on to it all the time. */
    public Future<OptionalLong> drop(LocalDate day) {
        return dropTable(StoredDays.telemetry(day), false).compose(events -> dropLogs(day, events));
    }

    /** The same after something that has to see all of the day: an event that comes behind it keeps the day where it is. */
    public Future<OptionalLong> drop(LocalDate day, Supplier<Future<Void>> first) {
        String table = StoredDays.telemetry(day);
        return watched(table, () -> first.get().compose(done -> dropTable(table, true)))
                .compose(events -> events.isPresent() && events.getAsLong() == KEPT
                        ? Future.succeededFuture(OptionalLong.empty())
                        : dropLogs(day, events));
    }

    private Future<OptionalLong> dropLogs(LocalDate day, OptionalLong events) {
        return events.isEmpty()
                ? Future.succeededFuture(events)
                : dropTable(StoredDays.logs(day), false)
                        .compose(logs -> forget(day).map(OptionalLong.of(events.getAsLong() + logs.orElse(0))));
    }

    /**
     * Removes the events of some types from a day after something that has to see all of it; the bytes given back, or
     * nothing if it has to be tried another time.
     */
    public Future<OptionalLong> rewrite(LocalDate day, Collection<Integer> types, Supplier<Future<Void>> first) {
        Integer[] expired = types.toArray(Integer[]::new);
        return replace("telemetry", StoredDays.telemetry(day), day, expired, first)
                .compose(events -> events.isEmpty()
                        ? Future.succeededFuture(events)
                        : replace("logs", StoredDays.logs(day), day, expired, Future::succeededFuture)
                                .compose(
                                        logs -> forget(day).map(OptionalLong.of(events.getAsLong() + logs.orElse(0)))));
    }

    private Future<Void> forget(LocalDate day) {
        return database.write(FORGET_DAY, Tuple.of(day)).mapEmpty();
    }

    private Future<OptionalLong> dropTable(String table, boolean unlessLate) {
        return untilLocked(() -> size(table)
                        .compose(bytes -> bytes < 0
                                ? Future.succeededFuture(0L)
                                : alone(connection -> connection
                                        .query(DROP.formatted(table))
                                        .execute()
                                        .compose(dropped -> connection
                                                .preparedQuery(IS_LATE)
                                                .execute(Tuple.of(table)))
                                        .compose(late -> unlessLate && late.size() > 0
                                                ? Future.failedFuture(new Late())
                                                : Future.succeededFuture(bytes)))))
                .recover(failure -> failure instanceof Late
                        ? Future.succeededFuture(OptionalLong.of(KEPT))
                        : Future.failedFuture(failure));
    }

    private Future<OptionalLong> replace(
            String parent, String table, LocalDate day, Integer[] expired, Supplier<Future<Void>> first) {
        return size(table)
                .compose(before -> before < 0
                        ? Future.succeededFuture(OptionalLong.of(0))
                        : watched(
                                        table,
                                        () -> first.get()
                                                .compose(done -> copy(table, day, expired))
                                                .compose(copied -> untilLocked(() -> swap(parent, table, day))))
                                .compose(swapped -> swapped.isEmpty() || swapped.getAsLong() == KEPT
                                        ? Future.succeededFuture(OptionalLong.empty())
                                        : size(table).map(after -> OptionalLong.of(Math.max(0, before - after)))));
    }

    /** Does something that has to know whether an event came for the table since it began. */
    private Future<OptionalLong> watched(String table, Supplier<Future<OptionalLong>> work) {
        return size(table)
                .compose(bytes -> bytes < 0
                        ? Future.succeededFuture(OptionalLong.of(0))
                        : untilLocked(() -> alone(connection -> watch(connection, table))))
                .compose(watched -> watched.isEmpty() ? Future.succeededFuture(watched) : work.get());
    }

    /** From here on an event that comes for the table leaves word; whoever was writing into it has ended. */
    private static Future<Long> watch(SqlConnection connection, String table) {
        return connection
                .query(DROP_COPY.formatted(table))
                .execute()
                .compose(dropped -> connection.preparedQuery(FORGET_LATE).execute(Tuple.of(table)))
                .compose(forgotten -> connection.query(WATCH.formatted(table)).execute())
                .map(0L);
    }

    /** Holds no lock that anybody waits for. */
    private Future<Void> copy(String table, LocalDate day, Integer[] expired) {
        return database.upkeep(connection -> connection
                .query(MAKE.formatted(table, from(day), from(day.plusDays(1))))
                .execute()
                .compose(made -> connection.preparedQuery(COPY.formatted(table)).execute(Tuple.of(expired)))
                .compose(copied -> connection.query(ANALYZE.formatted(table)).execute())
                .mapEmpty());
    }

    /** Whether the copy has taken the place of the table, or the table was kept since an event came meanwhile. */
    private Future<Long> swap(String parent, String table, LocalDate day) {
        return alone(connection -> connection
                .query(LOCK.formatted(parent))
                .execute()
                .compose(locked -> connection.query(LOCK.formatted(table)).execute())
                .compose(locked -> connection.preparedQuery(IS_LATE).execute(Tuple.of(table)))
                .compose(late -> late.size() > 0
                        ? connection.query(DROP_COPY.formatted(table)).execute().map(KEPT)
                        : run(
                                        connection,
                                        SWAP.iterator(),
                                        step -> step.formatted(parent, table, from(day), from(day.plusDays(1))))
                                .map(1L)));
    }

    private static Future<Void> run(SqlConnection connection, Iterator<String> steps, Function<String, String> text) {
        return steps.hasNext()
                ? connection.query(text.apply(steps.next())).execute().compose(done -> run(connection, steps, text))
                : Future.succeededFuture();
    }

    private <T> Future<T> alone(Function<SqlConnection, Future<T>> work) {
        return database.upkeep(connection -> connection
                .query(LOCK_TIMEOUT.formatted(longestLock.toMillis()))
                .execute()
                .compose(set -> connection.query(ALONE).execute())
                .compose(alone -> work.apply(connection))
                .recover(failure -> Future.failedFuture(isHeld(failure) ? new Held() : failure)));
    }

    private Future<OptionalLong> untilLocked(Supplier<Future<Long>> work) {
        return untilLocked(work, TRIES);
    }

    private Future<OptionalLong> untilLocked(Supplier<Future<Long>> work, int tries) {
        return work.get().map(OptionalLong::of).recover(failure -> {
            if (!(failure instanceof Held)) {
                return Future.failedFuture(failure);
            }
            return tries <= 1
                    ? Future.succeededFuture(OptionalLong.empty())
                    : vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS).compose(passed -> untilLocked(work, tries - 1));
        });
    }

    private static boolean isHeld(Throwable failure) {
        return failure instanceof PgException answer
                && (LOCK_NOT_AVAILABLE.equals(answer.getSqlState()) || DEADLOCK.equals(answer.getSqlState()));
    }

    /** Somebody holds what is to be locked. */
    private static final class Held extends RuntimeException {
        Held() {
            super("a lock is held", null, false, false);
        }
    }

    /** An event came for a table that was about to be dropped. */
    private static final class Late extends RuntimeException {
        Late() {
            super("an event came late", null, false, false);
        }
    }

    /** The bytes of a table with its indexes; -1 if there is none. */
    private Future<Long> size(String table) {
        return database.write(SIZE, Tuple.of(table)).map(rows -> {
            Long bytes = rows.iterator().next().getLong(0);
            return bytes == null ? -1 : bytes;
        });
    }

    private static String from(LocalDate day) {
        return day + " 00:00:00+00";
    }
}
