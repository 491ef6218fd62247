package io.heliograph.store.audit;

import io.heliograph.contracts.audit.AuditEntry;
import io.heliograph.store.audit.ChainEntry.Content;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Entries as rows, there and back. */
final class EntryRows {
    static final String SELECT = """
            select chain, sequence, at, until, count, project, subject, credential, operation, concerns, outcome, door,
                   address, node, request_id, missed, previous, hash
              from audit_entry
            """;

    private static final String INSERT = """
            insert into audit_entry (chain, sequence, at, until, count, project, subject, credential, operation, concerns,
                                     outcome, door, address, node, request_id, missed, previous, hash)
            values ($1::uuid, $2::int8, $3::timestamptz, $4::timestamptz, $5::int8, $6::text, $7::text, $8::text, $9::text,
                    $10::text[], $11::text, $12::text, $13::text, $14::text, $15::text, $16::int8, $17::bytea, $18::bytea)""";

    private EntryRows() {}

    static Future<Void> insert(SqlConnection transaction, List<ChainEntry> entries) {
        return transaction
                .preparedQuery(INSERT)
                .executeBatch(entries.stream().map(EntryRows::tuple).toList())
                .mapEmpty();
    }

    static List<ChainEntry> read(RowSet<Row> rows) {
        List<ChainEntry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(entry(row)));
        return entries;
    }

    /** An entry as its project sees it. */
    static AuditEntry shown(ChainEntry entry) {
        Content content = entry.content();
        return new AuditEntry(
                entry.chain().toString(),
                entry.sequence(),
                content.at(),
                content.until(),
                content.count(),
                content.subject(),
                content.credential(),
                content.operation(),
                content.concerns(),
                content.outcome(),
                content.door(),
                content.address(),
                content.node(),
                content.requestId(),
                content.missed(),
                entry.hash().toString());
    }

    private static Tuple tuple(ChainEntry entry) {
        Content content = entry.content();
        return Tuple.tuple()
                .addUUID(entry.chain())
                .addLong(entry.sequence())
                .addOffsetDateTime(content.at().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(content.until().atOffset(ZoneOffset.UTC))
                .addLong(content.count())
                .addString(content.project())
                .addString(content.subject())
                .addString(content.credential())
                .addString(content.operation())
                .addArrayOfString(content.concerns().toArray(String[]::new))
                .addString(content.outcome())
                .addString(content.door())
                .addString(content.address())
                .addString(content.node())
                .addString(content.requestId())
                .addLong(content.missed())
                .addBuffer(Buffer.buffer(entry.previous().bytes()))
                .addBuffer(Buffer.buffer(entry.hash().bytes()));
    }

    private static ChainEntry entry(Row row) {
        Content content = new Content(
                time(row, 2),
                time(row, 3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                List.of(row.getArrayOfStrings(9)),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getLong(15));
        return new ChainEntry(
                row.getUUID(0),
                row.getLong(1),
                content,
                new Hash(row.getBuffer(16).getBytes()),
                new Hash(row.getBuffer(17).getBytes()));
    }

    private static Instant time(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
