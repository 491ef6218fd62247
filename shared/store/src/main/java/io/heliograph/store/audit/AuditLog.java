package io.heliograph.store.audit;

import io.heliograph.contracts.audit.AuditEntry;
import io.heliograph.contracts.audit.AuditPage;
import io.heliograph.contracts.audit.AuditQuery;
import io.heliograph.store.Database;
import io.heliograph.store.audit.ChainEntry.Head;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The chains of all nodes: written by their nodes, read by projects and by whoever checks them. */
public final class AuditLog {
    private static final String NEWEST =
            EntryRows.SELECT + " where chain = $1::uuid order by chain, sequence desc limit 1";
    private static final String BEHIND = EntryRows.SELECT
            + " where chain = $1::uuid and sequence > $2::int8 order by chain, sequence limit $3::int8";
    private static final String FOLLOWING =
            EntryRows.SELECT + " where chain = $1::uuid and previous = $2::bytea order by sequence limit 1";
    private static final String STATEMENTS =
            EntryRows.SELECT + " where operation = $1::text order by at desc, sequence desc limit 1";

    /** Hops from chain to chain along the index, since there are few of them and many entries. */
    private static final String CHAINS = """
            with recursive hop as (
                (select chain from audit_entry order by chain limit 1)
                union all
                select (select chain from audit_entry a where a.chain > hop.chain order by chain limit 1)
                  from hop where hop.chain is not null)
            select chain from hop where chain is not null""";

    private static final String OF_PROJECT = EntryRows.SELECT + """
             where project = $1::text
               and ($2::timestamptz is null or at >= $2::timestamptz)
               and ($3::timestamptz is null or at < $3::timestamptz)
               and ($4::text is null or subject = $4::text)
               and ($5::text is null or operation = $5::text)
               and ($6::text is null or outcome = $6::text)
               and ($7::timestamptz is null
                    or (at, chain, sequence) < ($7::timestamptz, $8::uuid, $9::int8))
             order by at desc, chain desc, sequence desc
             limit $10::int8""";

    private final Database database;

    public AuditLog(Database database) {
        this.database = database;
    }

    /** Where the next entry of a chain is put. */
    public Future<Head> head(UUID chain) {
        return newest(chain).map(entry -> entry.map(ChainEntry::head).orElse(Head.none(chain)));
    }

    /** The last entry of a chain. */
    public Future<Optional<ChainEntry>> newest(UUID chain) {
        return one(NEWEST, Tuple.of(chain));
    }

    /** Adds entries that follow each other, all or none of them. */
    public Future<Void> append(List<ChainEntry> entries) {
        return database.transaction(transaction -> EntryRows.insert(transaction, entries));
    }

    /** The newest of the last entries of all chains; every chain keeps its last one. */
    public Future<List<ChainEntry>> heads() {
        return chains().compose(chains -> {
            List<ChainEntry> heads = new ArrayList<>();
            Future<Void> reading = Future.succeededFuture();
            for (UUID chain : chains) {
                reading = reading.compose(before -> newest(chain)).map(entry -> {
                    entry.ifPresent(heads::add);
                    return null;
                });
            }
            return reading.map(done -> heads);
        });
    }

    public Future<List<UUID>> chains() {
        return database.read(CHAINS, Tuple.tuple()).map(rows -> {
            List<UUID> chains = new ArrayList<>();
            rows.forEach(row -> chains.add(row.getUUID(0)));
            return chains;
        });
    }

    /** Entries of a chain behind a place, in their order. */
    public Future<List<ChainEntry>> behind(UUID chain, long sequence, int most) {
        return database.read(BEHIND, Tuple.of(chain, sequence, (long) most)).map(EntryRows::read);
    }

    /** The entry of a chain that says it comes behind this hash. */
    public Future<Optional<ChainEntry>> following(UUID chain, Hash hash) {
        return one(FOLLOWING, Tuple.of(chain, Buffer.buffer(hash.bytes())));
    }

    /** The newest entry with this operation, in whichever chain. */
    public Future<Optional<ChainEntry>> newestOf(String operation) {
        return one(STATEMENTS, Tuple.of(operation));
    }

    /** What a project did and was refused, newest first. */
    public Future<AuditPage> page(String project, AuditQuery query) {
        return Future.succeededFuture(query)
                .map(asked -> parameters(project, asked))
                .compose(parameters -> database.read(OF_PROJECT, parameters))
                .map(EntryRows::read)
                .map(found -> page(found, query.limit()));
    }

    private Future<Optional<ChainEntry>> one(String sql, Tuple parameters) {
        return database.read(sql, parameters)
                .map(EntryRows::read)
                .map(found -> found.stream().findFirst());
    }

    private static Tuple parameters(String project, AuditQuery query) {
        EntryCursor cursor = EntryCursor.decode(query.cursor());
        return Tuple.tuple()
                .addString(project)
                .addOffsetDateTime(utc(query.since()))
                .addOffsetDateTime(utc(query.until()))
                .addString(query.subject())
                .addString(query.operation())
                .addString(query.outcome())
                .addOffsetDateTime(cursor == null ? null : utc(cursor.at()))
                .addUUID(cursor == null ? null : cursor.chain())
                .addLong(cursor == null ? null : cursor.sequence())
                .addLong(query.limit() + 1L);
    }

    private static AuditPage page(List<ChainEntry> found, int size) {
        List<ChainEntry> shown = found.size() > size ? found.subList(0, size) : found;
        List<AuditEntry> items = shown.stream().map(EntryRows::shown).toList();
        return new AuditPage(
                items, found.size() > size ? EntryCursor.of(shown.get(size - 1)).encode() : null);
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
