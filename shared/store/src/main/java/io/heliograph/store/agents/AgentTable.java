package io.heliograph.store.agents;

import io.heliograph.store.Database;
import io.heliograph.store.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each agent shall do, and what the node that runs it told of it; told under its lease, so that none speaks late. */
public final class AgentTable {
    private static final String COLUMNS = """
            select agent.project, agent.agent_id, agent.wanted, coalesce(held.expires_at > clock_timestamp(), false),
                   agent.state, agent.node, agent.since, agent.restarts, agent.detail
              from agent
              left join lease held on held.name = 'agent:' || agent.project || '/' || agent.agent_id
            """;
    private static final String OF_PROJECT =
            COLUMNS + "where agent.project = $1::text order by agent.agent_id limit 1000";
    private static final String ONE = COLUMNS + "where agent.project = $1::text and agent.agent_id = $2::text";
    private static final String WANTED = "select project, agent_id from agent where wanted";
    private static final String WANT = """
            insert into agent (project, agent_id, wanted, changed_by) values ($1::text, $2::text, $3::bool, $4::text)
            on conflict (project, agent_id) do update
               set wanted = excluded.wanted, changed_by = excluded.changed_by, changed_at = now()""";
    private static final String TELL = """
            update agent
               set state = $6::text, node = $7::text, restarts = $8::int4, detail = $9::text, since = now()
              from lease held
             where agent.project = $1::text and agent.agent_id = $2::text
               and held.name = $3::text and held.owner = $4::text and held.epoch = $5::int8""";

    private final Database database;

    public AgentTable(Database database) {
        this.database = database;
    }

    /** Says whether an agent shall run. */
    public Future<Void> want(AgentKey agent, boolean wanted, String by) {
        return database.write(WANT, Tuple.of(agent.project(), agent.id(), wanted, by))
                .mapEmpty();
    }

    /** All agents that shall run, of all projects. */
    public Future<Set<AgentKey>> wanted() {
        return database.read(WANTED, Tuple.tuple()).map(rows -> {
            Set<AgentKey> wanted = new HashSet<>();
            rows.forEach(row -> wanted.add(new AgentKey(row.getString(0), row.getString(1))));
            return wanted;
        });
    }

    /** The owner tells how its agent fares; nothing happens if it is the owner no longer. */
    public Future<Void> tell(AgentKey agent, Lease lease, String node, String state, int restarts, String detail) {
        Tuple values = Tuple.tuple()
                .addString(agent.project())
                .addString(agent.id())
                .addString(lease.name())
                .addString(lease.owner())
                .addLong(lease.epoch())
                .addString(state)
                .addString(node)
                .addInteger(restarts)
                .addString(detail);
        return database.write(TELL, values).mapEmpty();
    }

    /** The agents of a project that were ever started, by id. */
    public Future<List<AgentRow>> of(String project) {
        return database.read(OF_PROJECT, Tuple.of(project)).map(AgentTable::rows);
    }

    public Future<Optional<AgentRow>> find(AgentKey agent) {
        return database.read(ONE, Tuple.of(agent.project(), agent.id()))
                .map(found -> rows(found).stream().findFirst());
    }

    private static List<AgentRow> rows(RowSet<Row> found) {
        List<AgentRow> rows = new ArrayList<>();
        for (Row row : found) {
            rows.add(new AgentRow(
                    new AgentKey(row.getString(0), row.getString(1)),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getString(5),
                    row.getOffsetDateTime(6) == null
                            ? null
                            : row.getOffsetDateTime(6).toInstant(),
                    row.getInteger(7),
                    row.getString(8)));
        }
        return rows;
    }
}
