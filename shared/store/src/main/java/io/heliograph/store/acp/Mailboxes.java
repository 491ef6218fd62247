package io.heliograph.store.acp;

import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Messages that wait to be acknowledged. */
public final class Mailboxes {
    /** Whoever hands messages out skips those that somebody else is handing out at this moment. */
    private static final String CLAIM = """
            with due as (
                   select seq from acp_message
                    where project = $1::text and agent_id = $2::text and due_at <= clock_timestamp()
                      and expires_at > clock_timestamp() and deliveries < $3::int4
                      and ($6::int8 is null or exists (
                          select from acp_agent where project = $1::text and agent_id = $2::text and session = $6::int8))
                    order by priority desc, seq limit $4::int8 for update skip locked),
                 handed as (
                   update acp_message m
                      set deliveries = deliveries + 1,
                          due_at = clock_timestamp() + $5::int8 * interval '1 millisecond'
                     from due where m.seq = due.seq
                   returning m.*),
                 receipts as (
                   insert into acp_receipt (project, sender, own_id, agent_id, receipt)
                   select project, sender, own_id, agent_id, 'delivered' from handed where receipts and deliveries = 1)
            select seq, deliveries, sender, received_at, clock_ahead, document
              from handed order by priority desc, seq""";

    private static final String RELEASE = """
            update acp_message set due_at = clock_timestamp()
             where project = $1::text and agent_id = $2::text and due_at > clock_timestamp()""";
    private static final String DUE = """
            select w.project, w.agent_id from unnest($1::text[], $2::text[]) as w (project, agent_id)
             where exists (select from acp_message m
                            where m.project = w.project and m.agent_id = w.agent_id and m.due_at <= clock_timestamp())""";
    private static final String ACKNOWLEDGE = """
            delete from acp_message m
             using unnest($1::text[], $2::text[], $3::int8[]) as a (project, agent_id, seq)
             where m.seq = a.seq and m.project = a.project and m.agent_id = a.agent_id
            returning m.project, m.agent_id, m.seq, octet_length(m.document), m.sender, m.own_id, m.receipts""";

    private static final String AMONG = "select seq from acp_message where seq = any($1::int8[])";

    private final Database database;
    private final MailboxLimits limits;
    private final Posting posting;

    public Mailboxes(Database database, MailboxLimits limits) {
        this.database = database;
        this.limits = limits;
        posting = new Posting(limits);
    }

    /** Acknowledgements of one agent of a project, as they came in one call. */
    public record Ack(String project, Acknowledgement what) {
        Recipient mailbox() {
            return new Recipient(project, what.agentId());
        }
    }

    /** Puts messages into mailboxes, all as one, in this order. */
    public Future<Posted> post(List<Draft> drafts) {
        return database.transaction(transaction -> posting.post(transaction, drafts));
    }

    /** Hands out so many messages at the most that are due. Of a session, only while it is the agent's newest. */
    public Future<List<Delivery>> claim(Recipient mailbox, Long session, int most) {
        Tuple asked = Tuple.tuple()
                .addString(mailbox.project())
                .addString(mailbox.agentId())
                .addInteger(limits.deliveries())
                .addLong((long) most)
                .addLong(limits.redelivery().toMillis())
                .addLong(session);
        return database.write(CLAIM, asked).map(rows -> {
            List<Delivery> claimed = new ArrayList<>(rows.size());
            rows.forEach(row -> claimed.add(delivery(row)));
            return claimed;
        });
    }

    /** Makes everything due that was handed out to somebody who is there no more. */
    public Future<Void> release(Recipient mailbox) {
        return database.write(RELEASE, Tuple.of(mailbox.project(), mailbox.agentId()))
                .mapEmpty();
    }

    /** Those of the mailboxes that hold something that is due. */
    public Future<Set<Recipient>> due(Collection<Recipient> mailboxes) {
        Tuple asked =
                Tuple.tuple().addArrayOfString(Columns.projects(mailboxes)).addArrayOfString(Columns.agents(mailboxes));
        return database.read(DUE, asked).map(rows -> {
            Set<Recipient> due = new HashSet<>();
            rows.forEach(row -> due.add(Columns.mailbox(row, 0)));
            return due;
        });
    }

    /** Those of the messages that are not acknowledged yet. */
    public Future<Set<Long>> among(Collection<Long> seqs) {
        return database.read(AMONG, Tuple.tuple().addArrayOfLong(seqs.toArray(Long[]::new)))
                .map(rows -> {
                    Set<Long> there = new HashSet<>();
                    rows.forEach(row -> there.add(row.getLong(0)));
                    return there;
                });
    }

    /** Takes messages out for good; says for each call how many of its numbers were there. */
    public Future<List<Integer>> acknowledge(List<Ack> acks) {
        return database.transaction(transaction -> {
            Sums sums = new Sums();
            acks.forEach(ack -> sums.of(ack.mailbox()));
            Receipts receipts = new Receipts("acknowledged");
            TreeMap<Recipient, Set<Long>> gone = new TreeMap<>(ORDER);
            return Sums.lock(transaction, sums.mailboxes())
                    .compose(locked -> transaction.preparedQuery(ACKNOWLEDGE).execute(seqsOf(acks)))
                    .map(rows -> {
                        for (Row row : rows) {
                            Recipient mailbox = Columns.mailbox(row, 0);
                            sums.less(mailbox, row.getInteger(3));
                            gone.computeIfAbsent(mailbox, fresh -> new HashSet<>())
                                    .add(row.getLong(2));
                            if (row.getBoolean(6)) {
                                receipts.add(mailbox, row.getString(4), row.getString(5));
                            }
                        }
                        return rows;
                    })
                    .compose(deleted -> sums.write(transaction))
                    .compose(written -> receipts.write(transaction))
                    .map(done -> acks.stream().map(ack -> countOf(ack, gone)).toList());
        });
    }

    static final Comparator<Recipient> ORDER =
            Comparator.comparing(Recipient::project).thenComparing(Recipient::agentId);

    /** Of two calls with the same number, the first one did it. */
    private static int countOf(Ack ack, TreeMap<Recipient, Set<Long>> gone) {
        Set<Long> ofMailbox = gone.get(ack.mailbox());
        return ofMailbox == null
                ? 0
                : (int) ack.what().seqs().stream().filter(ofMailbox::remove).count();
    }

    private static Tuple seqsOf(List<Ack> acks) {
        List<String> projects = new ArrayList<>();
        List<String> agents = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (Ack ack : acks) {
            for (Long seq : ack.what().seqs()) {
                projects.add(ack.project());
                agents.add(ack.what().agentId());
                seqs.add(seq);
            }
        }
        return Tuple.tuple()
                .addArrayOfString(projects.toArray(String[]::new))
                .addArrayOfString(agents.toArray(String[]::new))
                .addArrayOfLong(seqs.toArray(Long[]::new));
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getLong(0),
                row.getInteger(1),
                row.getString(2),
                Columns.time(row, 3),
                row.getBoolean(4),
                new RawJson(row.getBuffer(5).toString(StandardCharsets.UTF_8)));
    }
}
