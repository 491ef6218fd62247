package io.heliograph.store.acp;

import io.heliograph.contracts.acp.DeadMessage;
import io.heliograph.contracts.acp.DeadMessagePage;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.store.Database;
import io.heliograph.store.events.ListCursor;
import io.heliograph.store.events.ListCursor.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Messages that nobody acknowledged and no mailbox holds: the newest of each project, so many. */
public final class DeadLetters {
    static final String COLUMNS =
            "project, agent_id, sender, own_id, priority, document, receipts, received_at, deliveries";
    private static final String EXPIRED = """
            select seq, project, agent_id from acp_message
             where expires_at <= now() order by expires_at limit $1::int8""";
    static final String BURY_ALL_OF = "with gone as (delete from acp_message"
            + " where project = $1::text and agent_id = $2::text returning *)"
            + " insert into acp_dead_letter (" + COLUMNS + ", reason) select " + COLUMNS + ", 'left' from gone"
            + " returning project, agent_id, octet_length(document), sender, own_id, receipts";
    private static final String OVERFLOW = """
            insert into acp_dead_letter (project, agent_id, sender, own_id, priority, document, receipts, received_at,
                                         deliveries, reason)
            select project, agent_id, sender, own_id, priority, document, receipts, clock_timestamp(), 0, 'overflow'
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::bytea[], $7::bool[])
                   as d (project, agent_id, sender, own_id, priority, document, receipts)""";
    private static final String TRIM = """
            delete from acp_dead_letter
             where project = $1::text
               and id <= (select id from acp_dead_letter where project = $1::text
                           order by id desc offset $2::int8 limit 1)""";
    private static final String LIST = """
            select id, agent_id, sender, own_id, reason, deliveries, received_at, died_at, document
              from acp_dead_letter
             where project = $1::text and ($2::text is null or agent_id = $2::text) and ($3::int8 is null or id < $3::int8)
             order by id desc limit $4::int8""";
    private static final String TAKE = """
            select id, project, agent_id, sender, own_id, priority, document, receipts from acp_dead_letter
             where project = $1::text and id = any($2::int8[]) order by id for update""";

    /** Who is given a message again is not to get it once more when its sender repeats it. */
    private static final String TAKE_IDS_AGAIN = """
            insert into acp_taken as known (project, agent_id, own_id, sender, expires_at, handed)
            select project, agent_id, own_id, coalesce(sender, ''),
                   clock_timestamp() + $3::int8 * interval '1 millisecond', bool_or(deliveries > 0)
              from acp_dead_letter
             where project = $1::text and id = any($2::int8[]) and own_id is not null
             group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (project, agent_id, own_id, sender) do update
               set expires_at = greatest(known.expires_at, excluded.expires_at), handed = known.handed or excluded.handed""";

    private static final String DELETE =
            "delete from acp_dead_letter where project = $1::text and id = any($2::int8[])";

    private final Database database;
    private final MailboxLimits limits;
    private final Burial burial;
    private final Posting posting;

    public DeadLetters(Database database, MailboxLimits limits) {
        this.database = database;
        this.limits = limits;
        burial = new Burial(limits);
        posting = new Posting(limits);
    }

    /** What became of dead letters that were to be tried again: those that left, and whom to tell of mail. */
    public record Replayed(int stored, int refused, Posted posted) {}

    /** Buries messages whose time is over, also after they were handed out as often as may be; says how many they were. */
    public Future<Integer> buryExpired(int most) {
        return database.read(EXPIRED, Tuple.of((long) most)).compose(found -> {
            if (found.size() == 0) {
                return Future.succeededFuture(0);
            }
            List<Long> seqs = new ArrayList<>();
            TreeSet<Recipient> mailboxes = new TreeSet<>(Mailboxes.ORDER);
            for (Row row : found) {
                seqs.add(row.getLong(0));
                mailboxes.add(Columns.mailbox(row, 1));
            }
            return database.transaction(
                    transaction -> Sums.lock(transaction, mailboxes).compose(locked -> burial.bury(transaction, seqs)));
        });
    }

    /** Those of a project, newest first, of one agent if it is not null. */
    public Future<DeadMessagePage> page(String project, String agentId, String cursor, int limit) {
        return Future.succeededFuture(cursor)
                .map(text -> ListCursor.decode(text, Kind.ACP_DEAD_LETTERS, Order.DESC))
                .compose(last -> database.read(
                        LIST,
                        Tuple.tuple()
                                .addString(project)
                                .addString(agentId)
                                .addLong(last == null ? null : last.number())
                                .addLong(limit + 1L)))
                .map(rows -> page(rows, limit));
    }

    /** Puts dead letters back into their mailboxes, with so long to live; what does not fit there stays dead. */
    public Future<Replayed> replay(String project, Collection<Long> ids, long ttlMillis) {
        return database.transaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(named(project, ids))
                .compose(rows -> replay(transaction, project, rows, ttlMillis)));
    }

    /** Forgets dead letters; says how many there were. */
    public Future<Integer> delete(String project, Collection<Long> ids) {
        return database.write(DELETE, named(project, ids)).map(RowSet::rowCount);
    }

    private Future<Replayed> replay(SqlConnection transaction, String project, RowSet<Row> rows, long ttlMillis) {
        List<Long> ids = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (Row row : rows) {
            ids.add(row.getLong(0));
            drafts.add(new Draft(
                    Columns.mailbox(row, 1),
                    row.getString(3),
                    row.getString(4),
                    row.getShort(5),
                    row.getBuffer(6),
                    false,
                    row.getBoolean(7),
                    ttlMillis,
                    false));
        }
        if (ids.isEmpty()) {
            return Future.succeededFuture(new Replayed(0, 0, new Posted(List.of(), Map.of())));
        }
        return posting.again(transaction, drafts).compose(posted -> {
            List<Long> back = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if (posted.fates().get(i) == Fate.STORED) {
                    back.add(ids.get(i));
                }
            }
            return transaction
                    .preparedQuery(TAKE_IDS_AGAIN)
                    .execute(named(project, back).addLong(limits.repeats().toMillis()))
                    .compose(taken -> transaction.preparedQuery(DELETE).execute(named(project, back)))
                    .map(new Replayed(back.size(), ids.size() - back.size(), posted));
        });
    }

    static Future<Void> overflow(SqlConnection transaction, List<Draft> drafts, int most) {
        if (drafts.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Recipient> mailboxes = drafts.stream().map(Draft::to).toList();
        Receipts receipts = new Receipts("undeliverable");
        drafts.stream()
                .filter(Draft::receipts)
                .forEach(draft -> receipts.add(draft.to(), draft.sender(), draft.ownId()));
        TreeSet<String> projects = new TreeSet<>();
        mailboxes.forEach(mailbox -> projects.add(mailbox.project()));
        return transaction
                .preparedQuery(OVERFLOW)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.projects(mailboxes))
                        .addArrayOfString(Columns.agents(mailboxes))
                        .addArrayOfString(drafts.stream().map(Draft::sender).toArray(String[]::new))
                        .addArrayOfString(drafts.stream().map(Draft::ownId).toArray(String[]::new))
                        .addArrayOfShort(drafts.stream()
                                .map(draft -> (short) draft.priority())
                                .toArray(Short[]::new))
                        .addArrayOfBuffer(drafts.stream().map(Draft::document).toArray(Buffer[]::new))
                        .addArrayOfBoolean(drafts.stream().map(Draft::receipts).toArray(Boolean[]::new)))
                .compose(written -> receipts.write(transaction))
                .compose(written -> trim(transaction, projects, most));
    }

    static Future<Void> trim(SqlConnection transaction, Collection<String> projects, int most) {
        Future<Void> done = Future.succeededFuture();
        for (String project : projects) {
            done = done.compose(before -> transaction
                    .preparedQuery(TRIM)
                    .execute(Tuple.of(project, (long) most))
                    .mapEmpty());
        }
        return done;
    }

    private static Tuple named(String project, Collection<Long> ids) {
        return Tuple.tuple().addString(project).addArrayOfLong(ids.toArray(Long[]::new));
    }

    private static DeadMessagePage page(RowSet<Row> rows, int limit) {
        List<DeadMessage> items = new ArrayList<>();
        for (Row row : rows) {
            if (items.size() == limit) {
                long last = items.get(limit - 1).id();
                return new DeadMessagePage(
                        items,
                        ListCursor.of(Kind.ACP_DEAD_LETTERS, Order.DESC, last).encode());
            }
            items.add(new DeadMessage(
                    row.getLong(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInteger(5),
                    Columns.time(row, 6),
                    Columns.time(row, 7),
                    new RawJson(row.getBuffer(8).toString(StandardCharsets.UTF_8))));
        }
        return new DeadMessagePage(items, null);
    }
}
