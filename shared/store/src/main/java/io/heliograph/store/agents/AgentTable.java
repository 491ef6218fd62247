package io.heliograph.store.agents;

import io.heliograph.store.Database;
import io.heliograph.store.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each agent shall do, and what the node that runs it told of it; told under its lease, so that none speaks late. */
public final class AgentTable {
    private static final String KNOW = """
            insert into agent (project, agent_id, kind, wanted, changed_by)
            select * , 'configuration' from unnest($1::text[], $2::text[], $3::text[], $4::bool[])
            on conflict (project, agent_id) do update set kind = excluded.kind where agent.kind <> excluded.kind""";
    private static final String COLUMNS = """
            select agent.project, agent.agent_id, agent.kind, agent.wanted, agent.changed_at,
                   coalesce(held.expires_at > clock_timestamp(), false),
                   agent.state, agent.node, agent.since, agent.restarts, agent.detail
              from agent
              left join lease held on held.name = 'agent:' || agent.project || '/' || agent.agent_id
            """;
    private static final String OF_PROJECT =
            COLUMNS + "where agent.project = $1::text order by agent.agent_id limit 1000";
    private static final String ONE = COLUMNS + "where agent.project = $1::text and agent.agent_id = $2::text";
    private static final String WANTED = """
            select agent.project, agent.agent_id, coalesce(held.expires_at <= clock_timestamp(), true)
              from agent
              left join lease held on held.name = 'agent:' || agent.project || '/' || agent.agent_id
             where agent.wanted""";
    private static final String WANT = """
            update agent set wanted = $3::bool, changed_by = $4::text, changed_at = clock_timestamp()
             where project = $1::text and agent_id = $2::text""";
    private static final String TELL = """
            update agent
               set state = $6::text, node = $7::text, restarts = $8::int4, detail = $9::text, since = clock_timestamp()
              from lease held
             where agent.project = $1::text and agent.agent_id = $2::text
               and held.name = $3::text and held.owner = $4::text and held.epoch = $5::int8""";

    private final Database database;

    public AgentTable(Database database) {
        this.database = database;
    }

    /** An agent that a node can run; {@code wanted} is whether it shall run when it is seen for the first time. */
    public record Known(AgentKey key, String kind, boolean wanted) {}

    /** How an agent fares. */
    public record Report(String node, String state, int restarts, String detail) {}

    /** Makes agents known that are not, and leaves alone what others shall do. */
    public Future<Void> know(Collection<Known> agents) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(
                        agents.stream().map(agent -> agent.key().project()).toArray(String[]::new))
                .addArrayOfString(agents.stream().map(agent -> agent.key().id()).toArray(String[]::new))
                .addArrayOfString(agents.stream().map(Known::kind).toArray(String[]::new))
                .addArrayOfBoolean(agents.stream().map(Known::wanted).toArray(Boolean[]::new));
        return database.write(KNOW, values).mapEmpty();
    }

    /** Says whether an agent shall run; false if there is no such agent. */
    public Future<Boolean> want(AgentKey agent, boolean wanted, String by) {
        return database.write(WANT, Tuple.of(agent.project(), agent.id(), wanted, by))
                .map(changed -> changed.rowCount() == 1);
    }

    /** All agents that shall run, of all projects, and whether nobody holds their lease. */
    public Future<Map<AgentKey, Boolean>> wanted() {
        return database.read(WANTED, Tuple.tuple()).map(rows -> {
            Map<AgentKey, Boolean> wanted = new HashMap<>();
            rows.forEach(row -> wanted.put(new AgentKey(row.getString(0), row.getString(1)), row.getBoolean(2)));
            return wanted;
        });
    }

    /** The owner tells how its agent fares; nothing happens if it is the owner no longer. */
    public Future<Void> tell(AgentKey agent, Lease lease, Report report) {
        Tuple values = Tuple.tuple()
                .addString(agent.project())
                .addString(agent.id())
                .addString(lease.name())
                .addString(lease.owner())
                .addLong(lease.epoch())
                .addString(report.state())
                .addString(report.node())
                .addInteger(report.restarts())
                .addString(report.detail());
        return database.write(TELL, values).mapEmpty();
    }

    /** The agents of a project, by id. */
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
                    row.getString(2),
                    row.getBoolean(3),
                    row.getOffsetDateTime(4).toInstant(),
                    row.getBoolean(5),
                    row.getString(6),
                    row.getString(7),
                    row.getOffsetDateTime(8).toInstant(),
                    row.getInteger(9),
                    row.getString(10)));
        }
        return rows;
    }
}
