package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts messages into mailboxes in one statement, where they have room for all that comes at once; of those that do not,
 * nothing is taken. So what is nearly always the case costs one way to PostgreSQL, and mailboxes are locked no longer than that.
 */
final class RoomyPosting {
    /** Mailboxes are locked before anything else, in the order of their keys; numbers are given in the order of the drafts. */
    private static final String POST = """
            with box as materialized (
                   select w.box, a.project, a.agent_id, case when a.lease_until > clock_timestamp() then a.node end as node,
                          a.messages + w.messages <= $5::int8 and a.bytes + w.bytes <= $6::int8 as roomy
                     from (select * from unnest($1::text[], $2::text[], $3::int8[], $4::int8[])
                                         with ordinality as w (project, agent_id, messages, bytes, box)
                            order by project collate "C", agent_id collate "C") w
                    cross join lateral (select * from acp_agent
                                         where project = w.project and agent_id = w.agent_id for no key update) a),
                 draft as materialized (
                   select d.*, box.project, box.agent_id
                     from unnest($7::int8[], $8::text[], $9::text[], $10::int2[], $11::bytea[], $12::bool[], $13::bool[],
                                 $14::bool[], $15::int8[])
                          with ordinality as d (box, sender, own_id, priority, document, clock_ahead, receipts, direct,
                                                ttl, place)
                     join box on box.box = d.box and box.roomy),
                 fresh as (
                   insert into acp_taken (project, agent_id, own_id, sender, expires_at)
                   select project, agent_id, own_id, coalesce(sender, ''),
                          clock_timestamp() + $16::int8 * interval '1 millisecond'
                     from draft where own_id is not null
                    order by 1, 2, 3, 4
                       on conflict do nothing
                   returning project, agent_id, own_id, sender),
                 chosen as materialized (
                   select * from draft
                    where own_id is null
                       or (project, agent_id, own_id, coalesce(sender, '')) in (select * from fresh)),
                 put as (
                   insert into acp_message (project, agent_id, sender, own_id, priority, document, clock_ahead, receipts,
                                            direct, expires_at)
                   select project, agent_id, sender, own_id, priority, document, clock_ahead, receipts, direct,
                          clock_timestamp() + ttl * interval '1 millisecond'
                     from chosen order by place),
                 added as (
                   update acp_agent a set messages = a.messages + s.messages, bytes = a.bytes + s.bytes
                     from (select project, agent_id, count(*) as messages, sum(octet_length(document)) as bytes
                             from chosen group by project, agent_id) s
                    where a.project = s.project and a.agent_id = s.agent_id)
            select box, node, roomy, null::int8 as repeated, null::bool as lapsed from box
             union all
            select null, null, null, place,
                   exists (select from (""" + Columns.LAPSED + """
                                       ) m
                            where m.project = d.project and m.agent_id = d.agent_id and m.own_id = d.own_id
                              and coalesce(m.sender, '') = coalesce(d.sender, ''))
              from draft d where place not in (select place from chosen)""";

    private final Database database;
    private final MailboxLimits limits;

    RoomyPosting(Database database, MailboxLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    /**
     * What became of messages, in their order; null for those whose mailboxes may not have room for all of them, and for
     * those whose ids are held by what expired and is only to be buried.
     */
    record Posted(List<Fate> fates, Map<String, List<Recipient>> toWake) {}

    Future<Posted> post(List<Draft> drafts) {
        Sorting sorting = new Sorting(drafts);
        return database.mail(POST, sorting.values(limits)).map(sorting::posted);
    }

    private record Box(long number, long[] messagesAndBytes) {}

    /** What came twice within these is a repeat whatever PostgreSQL says, so it sees each id once. */
    private static final class Sorting {
        private final List<Draft> all;
        private final Map<Recipient, Box> boxes = new LinkedHashMap<>();
        private final List<Draft> first = new ArrayList<>();
        private final int[] placeOf;

        Sorting(List<Draft> drafts) {
            all = drafts;
            placeOf = new int[drafts.size()];
            Set<Id> ids = new HashSet<>();
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                Box box = boxes.computeIfAbsent(draft.to(), to -> new Box(boxes.size() + 1, new long[2]));
                box.messagesAndBytes[0]++;
                box.messagesAndBytes[1] += draft.document().length();
                if (draft.ownId() == null || ids.add(Id.of(draft))) {
                    first.add(draft);
                    placeOf[i] = first.size();
                }
            }
        }

        Tuple values(MailboxLimits limits) {
            Collection<Box> each = boxes.values();
            return Tuple.tuple()
                    .addArrayOfString(Columns.projects(boxes.keySet()))
                    .addArrayOfString(Columns.agents(boxes.keySet()))
                    .addArrayOfLong(
                            each.stream().map(box -> box.messagesAndBytes[0]).toArray(Long[]::new))
                    .addArrayOfLong(
                            each.stream().map(box -> box.messagesAndBytes[1]).toArray(Long[]::new))
                    .addLong((long) limits.messages())
                    .addLong(limits.bytes())
                    .addArrayOfLong(first.stream()
                            .map(draft -> boxes.get(draft.to()).number)
                            .toArray(Long[]::new))
                    .addArrayOfString(first.stream().map(Draft::sender).toArray(String[]::new))
                    .addArrayOfString(first.stream().map(Draft::ownId).toArray(String[]::new))
                    .addArrayOfShort(first.stream()
                            .map(draft -> (short) draft.priority())
                            .toArray(Short[]::new))
                    .addArrayOfBuffer(first.stream().map(Draft::document).toArray(Buffer[]::new))
                    .addArrayOfBoolean(first.stream().map(Draft::clockAhead).toArray(Boolean[]::new))
                    .addArrayOfBoolean(first.stream().map(Draft::receipts).toArray(Boolean[]::new))
                    .addArrayOfBoolean(
                            first.stream().map(draft -> !draft.ofMany()).toArray(Boolean[]::new))
                    .addArrayOfLong(first.stream().map(Draft::ttlMillis).toArray(Long[]::new))
                    .addLong(limits.repeats().toMillis());
        }

        Posted posted(RowSet<Row> rows) {
            Map<Long, Row> known = new HashMap<>();
            Set<Long> repeated = new HashSet<>();
            Set<Long> lapsed = new HashSet<>();
            for (Row row : rows) {
                if (row.getLong(0) == null) {
                    (row.getBoolean(4) ? lapsed : repeated).add(row.getLong(3));
                } else {
                    known.put(row.getLong(0), row);
                }
            }
            List<Fate> fates = new ArrayList<>();
            Map<String, Set<Recipient>> toWake = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                Recipient to = all.get(i).to();
                Row box = known.get(boxes.get(to).number);
                Fate fate = lapsed.contains((long) placeOf[i]) ? null : fateOf(box, placeOf[i], repeated);
                fates.add(fate);
                if (fate == Fate.STORED && box.getString(1) != null) {
                    toWake.computeIfAbsent(box.getString(1), node -> new HashSet<>())
                            .add(to);
                }
            }
            Map<String, List<Recipient>> lists = new HashMap<>();
            toWake.forEach((node, mailboxes) -> lists.put(node, List.copyOf(mailboxes)));
            return new Posted(fates, lists);
        }

        private static Fate fateOf(Row box, long place, Set<Long> repeated) {
            if (box == null) {
                return Fate.UNKNOWN;
            }
            if (!box.getBoolean(2)) {
                return null;
            }
            return place == 0 || repeated.contains(place) ? Fate.DUPLICATE : Fate.STORED;
        }
    }
}
