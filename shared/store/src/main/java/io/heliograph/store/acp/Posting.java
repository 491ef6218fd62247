package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts messages into mailboxes within one transaction: locks these, leaves out repeats, keeps to the bounds. */
final class Posting {
    private static final String TAKE_IDS = """
            insert into acp_taken (project, agent_id, sender, own_id, expires_at)
            select project, agent_id, sender, own_id, clock_timestamp() + $5::int8 * interval '1 millisecond'
              from\s""" + Columns.IDS + """
             order by project, agent_id, own_id, sender
                on conflict do nothing
            returning project, agent_id, sender, own_id""";
    private static final String GIVE_BACK = "delete from acp_taken t using " + Columns.IDS
            + " where t.project = d.project and t.agent_id = d.agent_id and t.own_id = d.own_id and t.sender = d.sender";

    /** Numbers are given in the order of the drafts. */
    private static final String INSERT = """
            insert into acp_message (project, agent_id, sender, own_id, priority, document, clock_ahead, receipts, direct,
                                     expires_at)
            select project, agent_id, sender, own_id, priority, document, clock_ahead, receipts, direct,
                   clock_timestamp() + ttl * interval '1 millisecond'
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::bytea[], $7::bool[], $8::bool[],
                          $9::bool[], $10::int8[])
                   with ordinality as d (project, agent_id, sender, own_id, priority, document, clock_ahead, receipts,
                                         direct, ttl, place)
             order by place""";

    private final MailboxLimits limits;
    private final Burial burial;

    Posting(MailboxLimits limits) {
        this.limits = limits;
        burial = new Burial(limits);
    }

    Future<Posted> post(SqlConnection transaction, List<Draft> drafts) {
        return Sums.lock(transaction, drafts.stream().map(Draft::to).distinct().toList())
                .map(Posting::boxes)
                .compose(boxes -> takeIds(transaction, drafts, boxes)
                        .compose(fresh -> write(transaction, new Sorting(drafts, boxes, fresh))));
    }

    /** The same for messages that were in a mailbox before, whose ids are taken. */
    Future<Posted> again(SqlConnection transaction, List<Draft> drafts) {
        return Sums.lock(transaction, drafts.stream().map(Draft::to).distinct().toList())
                .map(Posting::boxes)
                .compose(boxes -> write(transaction, new Sorting(drafts, boxes, null)));
    }

    /** What is known of a mailbox while it is locked. */
    private static final class Box {
        private final String node;
        private long messages;
        private long bytes;

        Box(Row row) {
            messages = row.getLong(2);
            bytes = row.getLong(3);
            node = row.getString(4);
        }

        boolean takes(long size, MailboxLimits limits) {
            if (messages + 1 > limits.messages() || bytes + size > limits.bytes()) {
                return false;
            }
            messages++;
            bytes += size;
            return true;
        }
    }

    /** Decides what becomes of each draft. */
    private final class Sorting {
        private final List<Fate> fates = new ArrayList<>();
        private final List<Draft> stored = new ArrayList<>();
        private final List<Draft> dead = new ArrayList<>();
        private final Set<Id> unused;
        private final Sums sums = new Sums();
        private final Map<String, Set<Recipient>> toWake = new HashMap<>();

        Sorting(List<Draft> drafts, Map<Recipient, Box> boxes, Set<Id> fresh) {
            unused = fresh == null ? Set.of() : fresh;
            for (Draft draft : drafts) {
                Fate fate = fateOf(draft, boxes.get(draft.to()), fresh);
                fates.add(fate);
                if (fate == Fate.STORED) {
                    stored.add(draft);
                    sums.more(draft.to(), draft.document().length());
                    String node = boxes.get(draft.to()).node;
                    if (node != null) {
                        toWake.computeIfAbsent(node, first -> new HashSet<>()).add(draft.to());
                    }
                } else if (fate == Fate.OVERFLOW && draft.ofMany()) {
                    dead.add(draft);
                }
            }
        }

        private Fate fateOf(Draft draft, Box box, Set<Id> fresh) {
            if (box == null) {
                return Fate.UNKNOWN;
            }
            if (fresh != null && draft.ownId() != null && !fresh.remove(Id.of(draft))) {
                return Fate.DUPLICATE;
            }
            if (box.takes(draft.document().length(), limits)) {
                return Fate.STORED;
            }
            if (fresh != null && draft.ownId() != null) {
                fresh.add(Id.of(draft));
            }
            return Fate.OVERFLOW;
        }

        Posted posted() {
            Map<String, List<Recipient>> lists = new HashMap<>();
            toWake.forEach((node, mailboxes) -> lists.put(node, List.copyOf(mailboxes)));
            return new Posted(fates, lists);
        }
    }

    private Future<Posted> write(SqlConnection transaction, Sorting sorted) {
        return insert(transaction, sorted.stored)
                .compose(inserted -> sorted.sums.write(transaction))
                .compose(summed -> giveBack(transaction, sorted.unused))
                .compose(given -> DeadLetters.overflow(transaction, sorted.dead, limits.deadLetters()))
                .map(done -> sorted.posted());
    }

    private static Map<Recipient, Box> boxes(RowSet<Row> rows) {
        Map<Recipient, Box> boxes = new HashMap<>();
        rows.forEach(row -> boxes.put(Columns.mailbox(row, 0), new Box(row)));
        return boxes;
    }

    /** Those of the ids that are free; what holds one and has expired, seen by nobody, is buried for it. */
    private Future<Set<Id>> takeIds(SqlConnection transaction, List<Draft> drafts, Map<Recipient, Box> boxes) {
        Set<Id> wanted = drafts.stream()
                .filter(draft -> draft.ownId() != null && boxes.containsKey(draft.to()))
                .map(Id::of)
                .collect(Collectors.toCollection(HashSet::new));
        return take(transaction, wanted).compose(fresh -> {
            wanted.removeAll(fresh);
            return wanted.isEmpty()
                    ? Future.succeededFuture(fresh)
                    : burial.buryLapsed(transaction, wanted)
                            .compose(buried ->
                                    buried == 0 ? Future.succeededFuture(Set.<Id>of()) : take(transaction, wanted))
                            .onSuccess(fresh::addAll)
                            .map(fresh);
        });
    }

    private Future<Set<Id>> take(SqlConnection transaction, Set<Id> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(new HashSet<>());
        }
        return transaction
                .preparedQuery(TAKE_IDS)
                .execute(Columns.ids(ids).addLong(limits.repeats().toMillis()))
                .map(rows -> {
                    Set<Id> fresh = new HashSet<>();
                    rows.forEach(row -> fresh.add(new Id(Columns.mailbox(row, 0), row.getString(2), row.getString(3))));
                    return fresh;
                });
    }

    /** Under an id of which nothing was stored, the same may come again. */
    private static Future<Void> giveBack(SqlConnection transaction, Set<Id> unused) {
        return unused.isEmpty()
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery(GIVE_BACK)
                        .execute(Columns.ids(unused))
                        .mapEmpty();
    }

    private static Future<Void> insert(SqlConnection transaction, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfString(Columns.projects(mailboxes(drafts)))
                .addArrayOfString(Columns.agents(mailboxes(drafts)))
                .addArrayOfString(drafts.stream().map(Draft::sender).toArray(String[]::new))
                .addArrayOfString(drafts.stream().map(Draft::ownId).toArray(String[]::new))
                .addArrayOfShort(
                        drafts.stream().map(draft -> (short) draft.priority()).toArray(Short[]::new))
                .addArrayOfBuffer(drafts.stream().map(Draft::document).toArray(Buffer[]::new))
                .addArrayOfBoolean(drafts.stream().map(Draft::clockAhead).toArray(Boolean[]::new))
                .addArrayOfBoolean(drafts.stream().map(Draft::receipts).toArray(Boolean[]::new))
                .addArrayOfBoolean(drafts.stream().map(draft -> !draft.ofMany()).toArray(Boolean[]::new))
                .addArrayOfLong(drafts.stream().map(Draft::ttlMillis).toArray(Long[]::new));
        return transaction.preparedQuery(INSERT).execute(rows).mapEmpty();
    }

    private static List<Recipient> mailboxes(List<Draft> drafts) {
        return drafts.stream().map(Draft::to).toList();
    }
}
