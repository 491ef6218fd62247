package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Receipts that were earned, on their way into the mailboxes of those who asked for them: each once. */
public final class ReceiptBox {
    private static final String TAKE = """
            delete from acp_receipt where number in (
                   select number from acp_receipt order by number limit $1::int8 for update skip locked)
            returning number, project, sender, own_id, agent_id, receipt, at""";

    private final Database database;
    private final Posting posting;

    public ReceiptBox(Database database, MailboxLimits limits) {
        this.database = database;
        posting = new Posting(limits);
    }

    /** That a message of this id, to this agent, has come so far. */
    public record Receipt(long number, Recipient sender, String ownId, String agentId, String receipt, Instant at) {}

    /** Puts some into mailboxes, as the messages that {@code writer} makes of them; says how many, and whom to tell. */
    public Future<Posted> move(int most, Function<Receipt, Buffer> writer, long ttlMillis) {
        return database.transaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of((long) most))
                .compose(rows -> {
                    List<Receipt> receipts = new ArrayList<>();
                    rows.forEach(row -> receipts.add(receipt(row)));
                    receipts.sort((one, other) -> Long.compare(one.number(), other.number()));
                    return post(transaction, receipts, writer, ttlMillis);
                }));
    }

    private Future<Posted> post(
            SqlConnection transaction, List<Receipt> receipts, Function<Receipt, Buffer> writer, long ttlMillis) {
        if (receipts.isEmpty()) {
            return Future.succeededFuture(new Posted(List.of(), Map.of()));
        }
        return posting.post(
                transaction,
                receipts.stream()
                        .map(receipt -> new Draft(
                                receipt.sender(), null, null, 5, writer.apply(receipt), false, false, ttlMillis, true))
                        .toList());
    }

    private static Receipt receipt(Row row) {
        return new Receipt(
                row.getLong(0),
                Columns.mailbox(row, 1),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Columns.time(row, 6));
    }
}
