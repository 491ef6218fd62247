package io.heliograph.store.acp;

import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages that wait to be acknowledged. */
public final class Mailboxes {
    /** What was handed out for the last time is over with its session. */
    private static final String RELEASE = """
            update acp_message
               set due_at = clock_timestamp(),
                   expires_at = case when deliveries < $3::int4 then expires_at else clock_timestamp() end
             where project = $1::text and agent_id = $2::text and due_at > clock_timestamp()""";

    /** As if it had not been handed out; but a sender who was told of it is not told twice. */
    private static final String GIVE_BACK = """
            update acp_message
               set due_at = clock_timestamp(),
                   deliveries = deliveries - case when receipts and deliveries = 1 then 0 else 1 end
             where seq = any($1::int8[]) and due_at > clock_timestamp()""";

    private static final String DUE = """
            select w.project, w.agent_id from unnest($1::text[], $2::text[]) as w (project, agent_id)
             where exists (select from acp_message m
                            where m.project = w.project and m.agent_id = w.agent_id and m.due_at <= clock_timestamp())""";
    /**
     * Mailboxes are locked before anything else, in the order of their keys. Each table is asked so that only one plan is possible.
     */
    private static final String ACKNOWLEDGE = """
            with box as materialized (
                   select w.box, a.project, a.agent_id
                     from (select * from unnest($1::text[], $2::text[]) with ordinality as w (project, agent_id, box)
                            order by project collate "C", agent_id collate "C") w
                    cross join lateral (select project, agent_id from acp_agent
                                         where project = w.project and agent_id = w.agent_id for no key update) a),
                 named as materialized (
                   select box.box, m.seq from unnest($3::int8[], $4::int8[]) as k (box, seq)
                     join box on box.box = k.box
                    cross join lateral (select seq, project, agent_id from acp_message where seq = k.seq offset 0) m
                    where m.project = box.project and m.agent_id = box.agent_id),
                 gone as (
                   delete from acp_message where seq = any(array(select seq from named))
                   returning project, agent_id, seq, octet_length(document) as bytes, sender, own_id, receipts),
                 taken as (
                   update acp_agent a set messages = a.messages - s.messages, bytes = a.bytes - s.bytes
                     from (select project, agent_id, count(*) as messages, sum(bytes) as bytes
                             from gone group by project, agent_id) s
                    where a.project = s.project and a.agent_id = s.agent_id),
                 told as (
                   insert into acp_receipt (project, sender, own_id, agent_id, receipt)
                   select project, sender, own_id, agent_id, 'acknowledged' from gone where receipts)
            select named.box, gone.seq from gone join named on named.seq = gone.seq""";

    private static final String AMONG = "select seq from acp_message where seq = any($1::int8[])";

    private final Database database;
    private final MailboxLimits limits;
    private final Posting posting;
    private final RoomyPosting roomy;
    private final Claiming claiming;

    public Mailboxes(Database database, MailboxLimits limits) {
        this.database = database;
        this.limits = limits;
        posting = new Posting(limits);
        roomy = new RoomyPosting(database, limits);
        claiming = new Claiming(database, limits);
    }

    /** Somebody who comes for so many messages at the most; of a session, only while it is the agent's newest. */
    public record Claim(Recipient mailbox, Long session, int most) {}

    /** Acknowledgements of one agent of a project, as they came in one call. */
    public record Ack(String project, Acknowledgement what) {
        Recipient mailbox() {
            return new Recipient(project, what.agentId());
        }
    }

    /** Puts messages into mailboxes, in this order; those that need a closer look behind all others. */
    public Future<Posted> post(List<Draft> drafts) {
        return roomy.post(drafts).compose(quick -> {
            List<Integer> left = IntStream.range(0, drafts.size())
                    .filter(i -> quick.fates().get(i) == null)
                    .boxed()
                    .toList();
            if (left.isEmpty()) {
                return Future.succeededFuture(new Posted(quick.fates(), quick.toWake()));
            }
            List<Draft> tight = left.stream().map(drafts::get).toList();
            return database.transaction(transaction -> posting.post(transaction, tight))
                    .map(rest -> together(quick, left, rest));
        });
    }

    private static Posted together(RoomyPosting.Posted quick, List<Integer> left, Posted rest) {
        List<Fate> fates = new ArrayList<>(quick.fates());
        for (int i = 0; i < left.size(); i++) {
            fates.set(left.get(i), rest.fates().get(i));
        }
        Map<String, List<Recipient>> toWake = new HashMap<>(quick.toWake());
        rest.toWake()
                .forEach((node, mailboxes) -> toWake.merge(
                        node,
                        mailboxes,
                        (one, other) ->
                                Stream.concat(one.stream(), other.stream()).toList()));
        return new Posted(fates, toWake);
    }

    /** Hands out messages that are due to each of them, in the order in which they are named. */
    public Future<List<List<Delivery>>> claim(List<Claim> claims) {
        return claiming.claim(claims);
    }

    /** Makes everything due that was handed out to somebody who is there no more. */
    public Future<Void> release(Recipient mailbox) {
        return database.write(RELEASE, Tuple.of(mailbox.project(), mailbox.agentId(), limits.deliveries()))
                .mapEmpty();
    }

    /** Makes messages due that were handed out and reached nobody. */
    public Future<Void> giveBack(Collection<Long> seqs) {
        return database.write(GIVE_BACK, Tuple.tuple().addArrayOfLong(seqs.toArray(Long[]::new)))
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
        Map<Recipient, Long> boxes = new LinkedHashMap<>();
        List<Long> ofBox = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (Ack ack : acks) {
            long box = boxes.computeIfAbsent(ack.mailbox(), fresh -> boxes.size() + 1L);
            for (Long seq : ack.what().seqs()) {
                ofBox.add(box);
                seqs.add(seq);
            }
        }
        Tuple named = Tuple.tuple()
                .addArrayOfString(Columns.projects(boxes.keySet()))
                .addArrayOfString(Columns.agents(boxes.keySet()))
                .addArrayOfLong(ofBox.toArray(Long[]::new))
                .addArrayOfLong(seqs.toArray(Long[]::new));
        return database.mail(ACKNOWLEDGE, named).map(rows -> {
            Map<Long, Set<Long>> gone = new HashMap<>();
            rows.forEach(row ->
                    gone.computeIfAbsent(row.getLong(0), box -> new HashSet<>()).add(row.getLong(1)));
            return acks.stream()
                    .map(ack -> countOf(ack, gone.getOrDefault(boxes.get(ack.mailbox()), new HashSet<>())))
                    .toList();
        });
    }

    static final Comparator<Recipient> ORDER =
            Comparator.comparing(Recipient::project).thenComparing(Recipient::agentId);

    /** Of two calls with the same number, the first one did it. */
    private static int countOf(Ack ack, Set<Long> gone) {
        return (int) ack.what().seqs().stream().filter(gone::remove).count();
    }
}
