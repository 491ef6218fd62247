package io.heliograph.store.acp;

import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Hands messages out to many who come at once, in one statement. */
final class Claiming {
    /**
     * Whoever hands messages out skips those that somebody else is handing out at this moment. What is marked need not be on
     * the disk: a server that forgets it hands the message out again, and what is acknowledged later lies behind it in the log.
     * A message that is handed out for the last time is over when it would be due again. Each table is asked so that only one
     * plan is possible: what is known of tables that fill and empty all the time is mostly wrong.
     */
    private static final String CLAIM = """
            with asked as materialized (
                   select w.* from unnest($1::text[], $2::text[], $3::int8[], $4::int8[])
                                   with ordinality as w (project, agent_id, session, most, place)
                    cross join set_config('synchronous_commit', 'off', true)),
                 due as materialized (
                   select w.place, m.seq from asked w
                    cross join lateral (
                          select from acp_agent
                           where project = w.project and agent_id = w.agent_id
                             and (w.session is null or session = w.session) offset 0) a
                    cross join lateral (
                          select seq from acp_message
                           where project = w.project and agent_id = w.agent_id and due_at <= clock_timestamp()
                             and expires_at > clock_timestamp()
                           order by priority desc, seq + 0 limit w.most for update skip locked) m),
                 handed as (
                   update acp_message m
                      set deliveries = deliveries + 1,
                          due_at = clock_timestamp() + $5::int8 * interval '1 millisecond',
                          expires_at = case when deliveries + 1 < $6::int4 then expires_at
                                            else least(expires_at, clock_timestamp() + $5::int8 * interval '1 millisecond')
                                       end
                    where m.seq = any(array(select seq from due))
                   returning m.*),
                 told as (
                   insert into acp_receipt (project, sender, own_id, agent_id, receipt)
                   select project, sender, own_id, agent_id, 'delivered' from handed where receipts and deliveries = 1)
            select due.place, h.seq, h.deliveries, h.sender, h.received_at, h.clock_ahead, h.document
              from handed h join due on due.seq = h.seq
             order by due.place, h.priority desc, h.seq""";

    private final Database database;
    private final MailboxLimits limits;

    Claiming(Database database, MailboxLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    /** What each of them gets, in the order in which they are named. */
    Future<List<List<Delivery>>> claim(List<Mailboxes.Claim> claims) {
        List<Recipient> mailboxes =
                claims.stream().map(Mailboxes.Claim::mailbox).toList();
        Tuple asked = Tuple.tuple()
                .addArrayOfString(Columns.projects(mailboxes))
                .addArrayOfString(Columns.agents(mailboxes))
                .addArrayOfLong(claims.stream().map(Mailboxes.Claim::session).toArray(Long[]::new))
                .addArrayOfLong(
                        claims.stream().map(claim -> (long) claim.most()).toArray(Long[]::new))
                .addLong(limits.redelivery().toMillis())
                .addInteger(limits.deliveries());
        return database.mail(CLAIM, asked).map(rows -> {
            List<List<Delivery>> handed = new ArrayList<>(claims.size());
            claims.forEach(claim -> handed.add(new ArrayList<>()));
            rows.forEach(row -> handed.get((int) (row.getLong(0) - 1)).add(delivery(row)));
            return handed;
        });
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getLong(1),
                row.getInteger(2),
                row.getString(3),
                Columns.time(row, 4),
                row.getBoolean(5),
                new RawJson(row.getBuffer(6).toString(StandardCharsets.UTF_8)));
    }
}
