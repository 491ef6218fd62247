package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

/** How mailboxes, ids and times stand in statements and rows. */
final class Columns {
    /** Ids as {@link #ids} gives them. */
    static final String IDS =
            "unnest($1::text[], $2::text[], $3::text[], $4::text[]) as d (project, agent_id, sender, own_id)";

    /** Messages that expired without having been handed out, and nobody has buried yet: few, and found by their time alone. */
    static final String LAPSED = """
            select seq, project, agent_id, sender, own_id from acp_message
             where expires_at <= now() and deliveries = 0 offset 0""";

    private Columns() {}

    static String[] projects(Collection<Recipient> mailboxes) {
        return mailboxes.stream().map(Recipient::project).toArray(String[]::new);
    }

    static String[] agents(Collection<Recipient> mailboxes) {
        return mailboxes.stream().map(Recipient::agentId).toArray(String[]::new);
    }

    static Tuple ids(Collection<Id> ids) {
        List<Recipient> mailboxes = ids.stream().map(Id::mailbox).toList();
        return Tuple.tuple()
                .addArrayOfString(projects(mailboxes))
                .addArrayOfString(agents(mailboxes))
                .addArrayOfString(ids.stream().map(Id::sender).toArray(String[]::new))
                .addArrayOfString(ids.stream().map(Id::id).toArray(String[]::new));
    }

    static Recipient mailbox(Row row, int column) {
        return new Recipient(row.getString(column), row.getString(column + 1));
    }

    static Instant time(Row row, int column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static List<String> words(Row row, int column) {
        return List.of(row.getArrayOfStrings(column));
    }
}
