package io.heliograph.store;

import io.heliograph.contracts.hub.ClusterView.Node;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The nodes as they last reported. All times but a node's start are the database's, so that clocks need not agree. */
public final class NodeTable {
    private static final String REPORT = """
            insert into node (journal, name, url, roles, version, started_at, seen_at, stopped,
                              accepted, stored, duplicates, set_aside, pending)
            values ($1::uuid, $2::text, $3::text, $4::text[], $5::text, $6::timestamptz, now(), $7::bool,
                    $8::int8, $9::int8, $10::int8, $11::int8, $12::int8)
            on conflict (journal) do update
               set name = excluded.name, url = excluded.url, roles = excluded.roles, version = excluded.version,
                   started_at = excluded.started_at, seen_at = excluded.seen_at, stopped = excluded.stopped,
                   accepted = excluded.accepted, stored = excluded.stored, duplicates = excluded.duplicates,
                   set_aside = excluded.set_aside, pending = excluded.pending""";
    private static final String SEEN_WITHIN_A_DAY = """
            select journal::text, name, url, roles, version, started_at, seen_at,
                   case when stopped then 'stopped'
                        when seen_at < now() - $1::int8 * interval '1 millisecond' then 'silent'
                        else 'up' end,
                   greatest(0, extract(epoch from seen_at - started_at))::int8,
                   accepted, stored, duplicates, set_aside, pending
              from node
             where seen_at > now() - interval '1 day'
             order by name, journal
             limit 1000""";

    private final Database database;
    private final Duration silentAfter;

    /** A node that has not reported for so long counts as silent. */
    public NodeTable(Database database, Duration silentAfter) {
        this.database = database;
        this.silentAfter = silentAfter;
    }

    public Future<Void> report(NodeReport node) {
        Tuple values = Tuple.tuple()
                .addUUID(node.journal())
                .addString(node.name())
                .addString(node.url())
                .addArrayOfString(node.roles().toArray(String[]::new))
                .addString(node.version())
                .addOffsetDateTime(node.startedAt().atOffset(ZoneOffset.UTC))
                .addBoolean(node.stopped())
                .addLong(node.accepted())
                .addLong(node.stored())
                .addLong(node.duplicates())
                .addLong(node.setAside())
                .addLong(node.pending());
        return database.write(REPORT, values).mapEmpty();
    }

    /** Every node that reported within the last day, by name. */
    public Future<List<Node>> seen() {
        return database.read(SEEN_WITHIN_A_DAY, Tuple.of(silentAfter.toMillis()))
                .map(rows -> {
                    List<Node> nodes = new ArrayList<>();
                    rows.forEach(row -> nodes.add(node(row)));
                    return nodes;
                });
    }

    private static Node node(Row row) {
        return new Node(
                row.getString(0),
                row.getString(1),
                row.getString(7),
                List.of(row.getArrayOfStrings(3)),
                row.getString(4),
                row.getString(2),
                row.getOffsetDateTime(5).toInstant(),
                row.getOffsetDateTime(6).toInstant(),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13));
    }
}
