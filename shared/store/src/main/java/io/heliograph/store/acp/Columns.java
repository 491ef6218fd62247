package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

/** How mailboxes and times stand in statements and rows. */
final class Columns {
    private Columns() {}

    static String[] projects(Collection<Recipient> mailboxes) {
        return mailboxes.stream().map(Recipient::project).toArray(String[]::new);
    }

    static String[] agents(Collection<Recipient> mailboxes) {
        return mailboxes.stream().map(Recipient::agentId).toArray(String[]::new);
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
