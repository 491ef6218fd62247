package io.heliograph.store.events;

import io.heliograph.contracts.deadletters.DeadLetter;
import io.heliograph.contracts.deadletters.DeadLetterPage;
import io.heliograph.contracts.deadletters.DeadLetterQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accepted events that PostgreSQL refused, kept as bytes. As many as may be, and never fewer than were refused. */
public final class DeadLetters {
    /** How many are kept where nothing else is set. */
    public static final int MOST = 100_000;

    /** What waits, this one included, is read off the cursors, of which there are few, rather than counted. */
    private static final String KEEP = """
            insert into dead_letter (journal, position, sqlstate, reason, event, project)
            select $1::uuid, $2::int8, $3::text, $4::text, $5::bytea, $6::text
             where (select sum(set_aside - replayed - discarded) from journal_cursor) <= $7::int8""";

    private static final String LIST = """
            select id, set_aside_at, sqlstate, reason, octet_length(event),
                   case when octet_length(event) <= ?::int8 then event end
              from dead_letter
             where project = ?::text""";
    private static final String OF_SQLSTATE = " and sqlstate = ?::text";
    private static final String SET_ASIDE_SINCE = " and set_aside_at >= ?::timestamptz";
    private static final String BEHIND = " and id < ?::int8";
    private static final String NEWEST_FIRST = " order by id desc limit ?::int8";
    private static final String FIND = """
            select id, set_aside_at, sqlstate, reason, octet_length(event), event
              from dead_letter
             where project = $1::text and id = $2::int8""";
    private static final String DELETE = """
            with gone as (delete from dead_letter where project = $1::text and id = any($2::int8[]) returning journal),
                 by_journal as (select journal, count(*) as letters from gone group by journal),
                 counted as (update journal_cursor c set discarded = discarded + letters
                               from by_journal b where c.journal = b.journal)
            select count(*) from gone""";
    private static final String BY_SQLSTATE = """
            select case when place <= $1::int8 then sqlstate else 'other' end, sum(letters)::int8
              from (select sqlstate, count(*) as letters, row_number() over (order by count(*) desc, sqlstate) as place
                      from dead_letter group by sqlstate) by_sqlstate
             group by 1""";

    private final Database database;
    private final int most;

    /** At most so many of all projects are kept; beyond them nothing more is set aside. */
    public DeadLetters(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** Those of a project, newest first. */
    public Future<DeadLetterPage> page(String project, DeadLetterQuery query) {
        return Future.succeededFuture(query)
                .map(asked -> selection(project, asked))
                .compose(list -> database.read(list.sql(), list.parameters()))
                .map(rows -> {
                    List<DeadLetter> letters = new ArrayList<>();
                    rows.forEach(row -> letters.add(letter(row)));
                    return page(letters, query.limit());
                });
    }

    /** One of a project, its event whole. */
    public Future<Optional<DeadLetter>> find(String project, long id) {
        return database.read(FIND, Tuple.of(project, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(letter(rows.iterator().next())));
    }

    /** Gives up those of a project that are there, and tells how many were. */
    public Future<Long> delete(String project, List<Long> ids) {
        return database.write(DELETE, named(project, ids))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** How many of all projects wait, by the most frequent SQLSTATEs; the rest of them count as "other". */
    public Future<Map<String, Long>> bySqlstate(long mostStates) {
        return database.read(BY_SQLSTATE, Tuple.of(mostStates)).map(rows -> {
            Map<String, Long> waiting = new HashMap<>();
            rows.forEach(row -> waiting.put(row.getString(0), row.getLong(1)));
            return Map.copyOf(waiting);
        });
    }

    /** Adds one within the transaction that has moved the journal's cursor past it. */
    Future<Void> keep(SqlConnection transaction, UUID journal, long position, JournaledEvent event, Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        Tuple letter = Tuple.of(
                journal, position, refusal.sqlstate(), refusal.reason(), KeptEvent.bytes(event), event.project(), (long)
                        most);
        return transaction
                .preparedQuery(KEEP)
                .execute(letter)
                .compose(kept -> kept.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new DeadLettersFull(most)));
    }

    /** Parameters for those of a project that bear these ids. */
    static Tuple named(String project, List<Long> ids) {
        return Tuple.tuple().addString(project).addArrayOfLong(ids.toArray(Long[]::new));
    }

    private static Selection selection(String project, DeadLetterQuery query) {
        ListCursor last = ListCursor.decode(query.cursor(), Kind.DEAD_LETTERS, Order.DESC);
        return new Selection()
                .with(LIST, (long) DeadLetter.MOST_BYTES_LISTED, project)
                .withIf(query.sqlstate(), OF_SQLSTATE)
                .withIf(query.since() == null ? null : Micros.utc(query.since()), SET_ASIDE_SINCE)
                .withIf(last == null ? null : last.number(), BEHIND)
                .with(NEWEST_FIRST, query.limit() + 1L);
    }

    private static DeadLetterPage page(List<DeadLetter> letters, int size) {
        if (letters.size() <= size) {
            return new DeadLetterPage(letters, null);
        }
        long last = letters.get(size - 1).id();
        return new DeadLetterPage(
                letters.subList(0, size),
                ListCursor.of(Kind.DEAD_LETTERS, Order.DESC, last).encode());
    }

    private static DeadLetter letter(Row row) {
        Buffer event = row.getBuffer(5);
        return new DeadLetter(
                row.getLong(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getInteger(4),
                event == null ? null : KeptEvent.shown(event));
    }
}
