package io.heliograph.store.audit;

import io.heliograph.store.Database;
import io.heliograph.store.audit.ChainEntry.Content;
import io.heliograph.store.audit.ChainEntry.Head;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Forgets entries that are older than they are kept, always from the beginning of a chain and never its last one. In the
 * same transaction an entry is written that says where every chain now begins, so that a beginning that nobody stated is
 * known for what it is.
 */
public final class AuditExpiry {
    /** The operation of the entries that state where chains begin. */
    public static final String STATEMENT = "audit.expire";

    private static final String BEGINNINGS = """
            with recursive hop as (
                (select chain from audit_entry order by chain limit 1)
                union all
                select (select chain from audit_entry a where a.chain > hop.chain order by chain limit 1)
                  from hop where hop.chain is not null)
            select hop.chain, old.sequence,
                   least(coalesce(kept.sequence, newest.sequence), old.sequence + $2::int8) as beginning
              from hop
              cross join lateral (select sequence from audit_entry a where a.chain = hop.chain
                                   order by a.chain, a.sequence limit 1) old
              cross join lateral (select sequence from audit_entry a where a.chain = hop.chain
                                   order by a.chain desc, a.sequence desc limit 1) newest
              left join lateral (select sequence from audit_entry a where a.chain = hop.chain and a.at >= $1::timestamptz
                                  order by a.chain, a.sequence limit 1) kept on true
             where hop.chain is not null""";
    private static final String DELETE = "delete from audit_entry where chain = $1::uuid and sequence < $2::int8";
    private static final String FIRST =
            "select sequence, previous from audit_entry where chain = $1::uuid order by chain, sequence limit 1";

    private final Database database;
    private final int most;

    /** Forgets at most so many entries of a chain at a time. */
    public AuditExpiry(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    private record Beginning(UUID chain, long old, long beginning) {
        boolean moves() {
            return beginning > old;
        }
    }

    /**
     * Forgets what is older than this and adds the statement, whose content is made of its concerns, behind the head. Empty
     * if there was nothing to forget; otherwise the head after it.
     */
    public Future<Optional<Head>> run(Instant before, Head head, Function<List<String>, Content> statement) {
        return database.transaction(transaction -> transaction
                .preparedQuery(BEGINNINGS)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), (long) most))
                .compose(rows -> {
                    List<Beginning> all = new ArrayList<>();
                    rows.forEach(row -> all.add(new Beginning(row.getUUID(0), row.getLong(1), row.getLong(2))));
                    return all.stream().anyMatch(Beginning::moves)
                            ? expire(transaction, all, head, statement).map(Optional::of)
                            : Future.succeededFuture(Optional.empty());
                }));
    }

    /** The concern that states where a chain begins and which hash stood before. */
    public static String stated(UUID chain, long sequence, Hash previous) {
        return chain + ":" + sequence + ":" + previous;
    }

    private static Future<Head> expire(
            SqlConnection transaction, List<Beginning> all, Head head, Function<List<String>, Content> statement) {
        List<String> stated = new ArrayList<>();
        Future<Void> done = Future.succeededFuture();
        for (Beginning each : all) {
            done = done.compose(before -> each.moves()
                            ? transaction
                                    .preparedQuery(DELETE)
                                    .execute(Tuple.of(each.chain(), each.beginning()))
                                    .mapEmpty()
                            : Future.succeededFuture())
                    .compose(deleted -> transaction.preparedQuery(FIRST).execute(Tuple.of(each.chain())))
                    .map(rows -> {
                        Row first = rows.iterator().next();
                        stated.add(stated(
                                each.chain(),
                                first.getLong(0),
                                new Hash(first.getBuffer(1).getBytes())));
                        return null;
                    });
        }
        return done.compose(deleted -> {
            ChainEntry entry = ChainEntry.behind(head, statement.apply(stated));
            return EntryRows.insert(transaction, List.of(entry)).map(entry.head());
        });
    }
}
