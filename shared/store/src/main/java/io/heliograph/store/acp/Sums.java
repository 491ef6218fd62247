package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** By how much the mailboxes that a transaction changes grow and shrink. */
final class Sums {
    /** In the order of keys, so that two transactions wait for each other instead of ending in a deadlock. */
    private static final String LOCK = """
            select a.project, a.agent_id, a.messages, a.bytes,
                   case when a.lease_until > clock_timestamp() then a.node end
              from acp_agent a
              join unnest($1::text[], $2::text[]) as w (project, agent_id)
                on a.project = w.project and a.agent_id = w.agent_id
             order by a.project, a.agent_id
               for no key update of a""";

    private static final String ADD = """
            update acp_agent a set messages = a.messages + s.messages, bytes = a.bytes + s.bytes
              from unnest($1::text[], $2::text[], $3::int8[], $4::int8[]) as s (project, agent_id, messages, bytes)
             where a.project = s.project and a.agent_id = s.agent_id""";

    private final Map<Recipient, long[]> byMailbox = new TreeMap<>(Mailboxes.ORDER);

    /** The rows of the mailboxes' agents, held until the transaction ends. */
    static Future<RowSet<Row>> lock(SqlConnection transaction, Collection<Recipient> mailboxes) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.projects(mailboxes))
                        .addArrayOfString(Columns.agents(mailboxes)));
    }

    Collection<Recipient> mailboxes() {
        return byMailbox.keySet();
    }

    /** Messages and bytes so far. */
    long[] of(Recipient mailbox) {
        return byMailbox.computeIfAbsent(mailbox, fresh -> new long[2]);
    }

    void more(Recipient mailbox, long bytes) {
        long[] sum = of(mailbox);
        sum[0]++;
        sum[1] += bytes;
    }

    void less(Recipient mailbox, long bytes) {
        long[] sum = of(mailbox);
        sum[0]--;
        sum[1] -= bytes;
    }

    Future<Void> write(SqlConnection transaction) {
        byMailbox.values().removeIf(sum -> sum[0] == 0 && sum[1] == 0);
        if (byMailbox.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.projects(mailboxes()))
                        .addArrayOfString(Columns.agents(mailboxes()))
                        .addArrayOfLong(
                                byMailbox.values().stream().map(sum -> sum[0]).toArray(Long[]::new))
                        .addArrayOfLong(
                                byMailbox.values().stream().map(sum -> sum[1]).toArray(Long[]::new)))
                .mapEmpty();
    }
}
