package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Receipts of one kind that a transaction earns for the senders of messages. */
final class Receipts {
    private static final String EARN = """
            insert into acp_receipt (project, sender, own_id, agent_id, receipt)
            select project, sender, own_id, agent_id, $5::text
              from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as r (project, sender, own_id, agent_id)""";

    private final String kind;
    private final List<Recipient> mailboxes = new ArrayList<>();
    private final List<String> senders = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    Receipts(String kind) {
        this.kind = kind;
    }

    void add(Recipient mailbox, String sender, String id) {
        mailboxes.add(mailbox);
        senders.add(sender);
        ids.add(id);
    }

    Future<Void> write(SqlConnection transaction) {
        if (mailboxes.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(EARN)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.projects(mailboxes))
                        .addArrayOfString(senders.toArray(String[]::new))
                        .addArrayOfString(ids.toArray(String[]::new))
                        .addArrayOfString(Columns.agents(mailboxes))
                        .addString(kind))
                .mapEmpty();
    }
}
