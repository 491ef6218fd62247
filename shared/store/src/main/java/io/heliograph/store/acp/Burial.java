package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Makes dead letters of messages whose time is over, within one transaction that holds their mailboxes. */
final class Burial {
    /** Nobody has seen what was never handed out, so its id is free again. */
    private static final String BURY = "with gone as (delete from acp_message where seq = any($1::int8[]) returning *),"
            + " freed as (delete from acp_taken t using gone g"
            + " where g.deliveries = 0 and not t.handed and t.project = g.project and t.agent_id = g.agent_id"
            + " and t.own_id = g.own_id and t.sender = coalesce(g.sender, ''))"
            + " insert into acp_dead_letter (" + DeadLetters.COLUMNS + ", reason) select " + DeadLetters.COLUMNS
            + ", case when deliveries < $2::int4 then 'expired' else 'too-many-deliveries' end from gone"
            + " returning project, agent_id, octet_length(document), sender, own_id, receipts, reason";

    private static final String LAPSED = "select m.seq from " + Columns.IDS + " join (" + Columns.LAPSED
            + ") m on m.project = d.project and m.agent_id = d.agent_id"
            + " and m.own_id = d.own_id and coalesce(m.sender, '') = d.sender";

    private final MailboxLimits limits;

    Burial(MailboxLimits limits) {
        this.limits = limits;
    }

    /** Buries these; says how many were still there. */
    Future<Integer> bury(SqlConnection transaction, List<Long> seqs) {
        return transaction
                .preparedQuery(BURY)
                .execute(Tuple.tuple().addArrayOfLong(seqs.toArray(Long[]::new)).addInteger(limits.deliveries()))
                .compose(buried -> account(transaction, buried));
    }

    /** Buries what expired under these ids without having been handed out; says how many there were. */
    Future<Integer> buryLapsed(SqlConnection transaction, Collection<Id> ids) {
        return transaction.preparedQuery(LAPSED).execute(Columns.ids(ids)).compose(found -> {
            List<Long> seqs = new ArrayList<>();
            found.forEach(row -> seqs.add(row.getLong(0)));
            return seqs.isEmpty() ? Future.succeededFuture(0) : bury(transaction, seqs);
        });
    }

    /** Takes what was buried off its mailboxes, tells the senders who asked, and keeps to the bound. */
    private Future<Integer> account(SqlConnection transaction, RowSet<Row> buried) {
        Sums sums = new Sums();
        Receipts expired = new Receipts("expired");
        Receipts givenUp = new Receipts("undeliverable");
        TreeSet<String> projects = new TreeSet<>();
        int count = 0;
        for (Row row : buried) {
            Recipient mailbox = Columns.mailbox(row, 0);
            sums.less(mailbox, row.getInteger(2));
            projects.add(mailbox.project());
            if (row.getBoolean(5)) {
                Receipts receipts = row.getString(6).equals("expired") ? expired : givenUp;
                receipts.add(mailbox, row.getString(3), row.getString(4));
            }
            count++;
        }
        return sums.write(transaction)
                .compose(written -> expired.write(transaction))
                .compose(written -> givenUp.write(transaction))
                .compose(written -> DeadLetters.trim(transaction, projects, limits.deadLetters()))
                .map(count);
    }
}
