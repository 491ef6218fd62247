package io.heliograph.store.acp;

import io.heliograph.contracts.acp.CalledQuery;
import io.heliograph.contracts.acp.CalledQuery.Since;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Who is there to hear a message for all, and who has not acknowledged it yet. */
public final class BroadcastTable {
    private static final String CONNECTED = """
            select agent_id from acp_agent
             where project = $1::text and lease_until > clock_timestamp() and not unresponsive
             order by agent_id limit $2::int8""";

    /** Such a message has no sender. A mailbox that has not taken the id did not get it. */
    private static final String OPEN = """
            select a.agent_id from unnest($3::text[]) as a (agent_id)
             where not exists (select from acp_taken t
                                where t.project = $1::text and t.agent_id = a.agent_id and t.own_id = $2::text
                                  and t.sender = '')
                or exists (select from acp_message m
                            where m.project = $1::text and m.agent_id = a.agent_id and m.own_id = $2::text
                              and m.sender is null)""";

    /** What is sent to many calls nobody. */
    private static final String CALLED = """
            select a.agent_id from unnest($2::text[], $3::timestamptz[]) as a (agent_id, since)
             where exists (select from acp_message m
                            where m.project = $1::text and m.agent_id = a.agent_id and m.direct
                              and m.received_at > a.since and m.expires_at > clock_timestamp()
                              and (m.own_id is null or not starts_with(m.own_id, $4::text)))""";

    private final Database database;

    public BroadcastTable(Database database) {
        this.database = database;
    }

    /** Agents of the project that are connected now, at most so many. */
    public Future<List<String>> connected(String project, int most) {
        return database.read(CONNECTED, Tuple.of(project, (long) most)).map(BroadcastTable::ids);
    }

    /** Those of the agents that have not acknowledged the message. */
    public Future<List<String>> open(String project, String id, List<String> agents) {
        return database.read(OPEN, Tuple.of(project, id, agents.toArray(String[]::new)))
                .map(BroadcastTable::ids);
    }

    /** Those of the agents to whom somebody has written since then, not counting ids that begin like this. */
    public Future<List<String>> called(String project, CalledQuery asked) {
        Tuple values = Tuple.tuple()
                .addString(project)
                .addArrayOfString(asked.agents().stream().map(Since::agentId).toArray(String[]::new))
                .addArrayOfOffsetDateTime(asked.agents().stream()
                        .map(agent -> agent.time().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addString(asked.exceptIds());
        return database.read(CALLED, values).map(BroadcastTable::ids);
    }

    private static List<String> ids(RowSet<Row> rows) {
        List<String> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(row.getString(0)));
        return ids;
    }
}
