package io.heliograph.store.events;

import io.heliograph.contracts.deadletters.Replay;
import io.heliograph.contracts.deadletters.ReplayReport;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stores dead letters after all. Each leaves its table in the transaction that stores its event, so that however many
 * replay at a time, and whenever they are cut off, it is stored once. Those that are refused again stay.
 */
public final class DeadLetterReplay {
    private static final String CHOSEN = """
            select id from dead_letter where project = ?::text and id > ?::int8""";
    private static final String AMONG = " and id = any(?::int8[])";
    private static final String OF_SQLSTATE = " and sqlstate = ?::text";
    private static final String OLDEST_FIRST = " order by id limit ?::int8";
    private static final String READ = """
            select id, journal, event from dead_letter where project = $1::text and id = any($2::int8[])
             order by journal, id""";
    private static final String LEAVE = """
            with gone as (delete from dead_letter where id = any($1::int8[]) returning 1),
                 counted as (update journal_cursor set replayed = replayed + $3::int8, discarded = discarded + $4::int8
                              where journal = $2::uuid)
            select count(*) from gone""";
    private static final String REFUSED_AGAIN = """
            update dead_letter set sqlstate = $2::text, reason = $3::text where id = $1::int8""";

    /** So many are read and tried together; as each may be as large as an event may be, not more. */
    private static final int TOGETHER = 50;

    /** With what is under way then, less than the operation's own patience. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Database database;
    private final EventWriter writer;
    private final LongSupplier nanos;

    public DeadLetterReplay(Database database, EventWriter writer) {
        this(database, writer, System::nanoTime);
    }

    DeadLetterReplay(Database database, EventWriter writer, LongSupplier nanos) {
        this.database = database;
        this.writer = writer;
        this.nanos = nanos;
    }

    private record Letter(long id, UUID journal, JournaledEvent event) {}

    /**
     * Tries those that are asked for, as far as it comes in a time that callers wait for. When the database goes away on the
     * way, or the time is over, the report says where to go on.
     */
    public Future<ReplayReport> run(String project, Replay asked) {
        long end = nanos.getAsLong() + PATIENCE_NANOS;
        return choose(project, asked).compose(ids -> {
            ReplayTally tally = new ReplayTally();
            List<Long> some = ids.subList(0, Math.min(ids.size(), asked.limit()));
            return chunks(project, some, end, tally)
                    .recover(failure ->
                            tally.isForNothing() ? Future.failedFuture(refusal(failure)) : Future.succeededFuture())
                    .map(done -> tally.report(behind(ids, tally.tried())));
        });
    }

    /** One more than are to be tried, which tells whether others follow. */
    private Future<List<Long>> choose(String project, Replay asked) {
        return Future.succeededFuture(asked)
                .map(replay -> {
                    ListCursor last = ListCursor.decode(replay.cursor(), Kind.DEAD_LETTERS, Order.ASC);
                    Long[] among = replay.ids() == null ? null : replay.ids().toArray(Long[]::new);
                    return new Selection()
                            .with(CHOSEN, project, last == null ? Long.MIN_VALUE : last.number())
                            .withIf(among, AMONG)
                            .withIf(replay.sqlstate(), OF_SQLSTATE)
                            .with(OLDEST_FIRST, replay.limit() + 1L);
                })
                .compose(chosen -> database.read(chosen.sql(), chosen.parameters()))
                .map(rows -> {
                    List<Long> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getLong(0)));
                    return ids;
                });
    }

    private Future<Void> chunks(String project, List<Long> ids, long end, ReplayTally tally) {
        if (ids.isEmpty() || nanos.getAsLong() - end > 0) {
            return Future.succeededFuture();
        }
        int size = Math.min(ids.size(), TOGETHER);
        return database.read(READ, DeadLetters.named(project, ids.subList(0, size)))
                .compose(rows -> {
                    List<Letter> letters = new ArrayList<>();
                    rows.forEach(row -> letters.add(letter(row)));
                    return byJournal(letters, tally);
                })
                .onSuccess(done -> tally.tried(size))
                .compose(done -> chunks(project, ids.subList(size, ids.size()), end, tally));
    }

    private Future<Void> byJournal(List<Letter> letters, ReplayTally tally) {
        if (letters.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID journal = letters.get(0).journal();
        int end = 0;
        while (end < letters.size() && letters.get(end).journal().equals(journal)) {
            end++;
        }
        List<Letter> rest = letters.subList(end, letters.size());
        return store(letters.subList(0, end), tally).compose(done -> byJournal(rest, tally));
    }

    /** All together; where one of them is refused, each half by itself. */
    private Future<Void> store(List<Letter> letters, ReplayTally tally) {
        List<JournaledEvent> events = letters.stream().map(Letter::event).toList();
        return writer.store(events, (transaction, written) -> leave(transaction, letters, written))
                .map(tally::stored)
                .recover(failure -> {
                    if (!(failure instanceof Left) && WriteFailure.of(failure) == WriteFailure.RETRY) {
                        return Future.failedFuture(failure);
                    }
                    if (letters.size() == 1) {
                        return failure instanceof Left
                                ? Future.succeededFuture()
                                : refusedAgain(letters.get(0), Refusal.of(failure), tally);
                    }
                    int half = letters.size() / 2;
                    return store(letters.subList(0, half), tally)
                            .compose(first -> store(letters.subList(half, letters.size()), tally));
                });
    }

    private Future<Void> leave(SqlConnection transaction, List<Letter> letters, Written written) {
        Tuple values = Tuple.of(
                letters.stream().map(Letter::id).toArray(Long[]::new),
                letters.get(0).journal(),
                written.stored(),
                written.duplicates());
        return transaction
                .preparedQuery(LEAVE)
                .execute(values)
                .compose(rows -> rows.iterator().next().getLong(0) == letters.size()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Left()));
    }

    private Future<Void> refusedAgain(Letter letter, Refusal refusal, ReplayTally tally) {
        tally.refused(letter.id(), refusal);
        return database.write(REFUSED_AGAIN, Tuple.of(letter.id(), refusal.sqlstate(), refusal.reason()))
                .mapEmpty();
    }

    /** Where to go on behind so many; null behind all. */
    private static String behind(List<Long> ids, int tried) {
        if (tried == ids.size()) {
            return null;
        }
        long last = tried == 0 ? ids.get(0) - 1 : ids.get(tried - 1);
        return ListCursor.of(Kind.DEAD_LETTERS, Order.ASC, last).encode();
    }

    private static Letter letter(Row row) {
        return new Letter(row.getLong(0), row.getUUID(1), KeptEvent.read(row.getBuffer(2)));
    }

    /** Whatever keeps the server from storing any event is its state, and passes. */
    private static Throwable refusal(Throwable failure) {
        return failure instanceof Refused
                ? failure
                : new Refused(Problem.of(
                                ProblemKind.DATABASE_UNAVAILABLE,
                                "The database stores no events for now: "
                                        + Refusal.of(failure).reason() + ".")
                        .retryAfter(RETRY_AFTER_SECONDS));
    }

    /** A dead letter was replayed or deleted by somebody else meanwhile. */
    private static final class Left extends RuntimeException {
        Left() {
            super("a dead letter is not there any more", null, false, false);
        }
    }
}
