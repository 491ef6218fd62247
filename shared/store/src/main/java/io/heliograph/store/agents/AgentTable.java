package io.heliograph.store.agents;

import io.heliograph.store.Database;
import io.heliograph.store.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
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
                   agent.state, agent.node, agent.since, agent.restarts, agent.detail,
                   coalesce(fleet.halted, false), agent.fleet_version
              from agent
              left join fleet on fleet.project = agent.project
              left join lease held on held.name = 'agent:' || agent.project || '/' || agent.agent_id
            """;
    private static final String OF_PROJECT =
            COLUMNS + "where agent.project = $1::text order by agent.agent_id limit 1000";
    private static final String ONE = COLUMNS + "where agent.project = $1::text and agent.agent_id = $2::text";
    private static final String WANTED = """
            select agent.project, agent.agent_id, coalesce(held.expires_at <= clock_timestamp(), true),
                   coalesce(fleet.version, 0)
              from agent
              left join fleet on fleet.project = agent.project
              left join lease held on held.name = 'agent:' || agent.project || '/' || agent.agent_id
             where agent.wanted and not coalesce(fleet.halted, false)""";
    private static final String ASLEEP = """
            select agent.project, agent.agent_id, agent.changed_at
              from unnest($1::text[], $2::text[]) as asked (project, agent_id)
              join agent on agent.project = asked.project and agent.agent_id = asked.agent_id
              left join fleet on fleet.project = agent.project
             where not agent.wanted and not coalesce(fleet.halted, false)""";
    private static final String WANT = """
            update agent set wanted = $3::bool, changed_by = $4::text, changed_at = clock_timestamp()
             where project = $1::text and agent_id = $2::text""";
    private static final String TELL = """
            update agent
               set state = $6::text, node = $7::text, restarts = $8::int4, detail = $9::text, since = clock_timestamp(),
                   fleet_version = case when $6::text = 'starting' then 0 else agent.fleet_version end
              from lease held
             where agent.project = $1::text and agent.agent_id = $2::text
               and held.name = $3::text and held.owner = $4::text and held.epoch = $5::int8""";

    private static final String TOLD = """
            update agent set fleet_version = $6::int8
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

    /** An agent that shall run: whether nobody holds its lease, and the version of what it is to be told. */
    public record Wanted(boolean free, long fleetVersion) {}

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

    /** Says whether an agent shall run. */
    public Future<Void> want(AgentKey agent, boolean wanted, String by) {
        return database.write(WANT, Tuple.of(agent.project(), agent.id(), wanted, by))
                .mapEmpty();
    }

    /** All agents that shall run now, of all projects. */
    public Future<Map<AgentKey, Wanted>> wanted() {
        return database.read(WANTED, Tuple.tuple()).map(rows -> {
            Map<AgentKey, Wanted> wanted = new HashMap<>();
            rows.forEach(row -> wanted.put(
                    new AgentKey(row.getString(0), row.getString(1)), new Wanted(row.getBoolean(2), row.getLong(3))));
            return wanted;
        });
    }

    /** Those of the agents that shall not run and may be started, each with the time since when that is so. */
    public Future<Map<AgentKey, Instant>> asleep(Collection<AgentKey> agents) {
        Tuple asked = Tuple.tuple()
                .addArrayOfString(agents.stream().map(AgentKey::project).toArray(String[]::new))
                .addArrayOfString(agents.stream().map(AgentKey::id).toArray(String[]::new));
        return database.read(ASLEEP, asked).map(rows -> {
            Map<AgentKey, Instant> asleep = new HashMap<>();
            rows.forEach(row -> asleep.put(
                    new AgentKey(row.getString(0), row.getString(1)),
                    row.getOffsetDateTime(2).toInstant()));
            return asleep;
        });
    }

    /** The owner tells how its agent fares; nothing happens if it is the owner no longer. */
    public Future<Void> tell(AgentKey agent, Lease lease, Report report) {
        Tuple values = under(lease, agent)
                .addString(report.state())
                .addString(report.node())
                .addInteger(report.restarts())
                .addString(report.detail());
        return database.write(TELL, values).mapEmpty();
    }

    /** The owner has told its agent what holds for the fleet in this version. */
    public Future<Void> told(AgentKey agent, Lease lease, long fleetVersion) {
        return database.write(TOLD, under(lease, agent).addLong(fleetVersion)).mapEmpty();
    }

    /** The agents of a project, by id. */
    public Future<List<AgentRow>> of(String project) {
        return database.read(OF_PROJECT, Tuple.of(project)).map(AgentTable::rows);
    }

    public Future<Optional<AgentRow>> find(AgentKey agent) {
        return database.read(ONE, Tuple.of(agent.project(), agent.id()))
                .map(found -> rows(found).stream().findFirst());
    }

    private static Tuple under(Lease lease, AgentKey agent) {
        return Tuple.tuple()
                .addString(agent.project())
                .addString(agent.id())
                .addString(lease.name())
                .addString(lease.owner())
                .addLong(lease.epoch());
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
                    row.getString(10),
                    row.getBoolean(11),
                    row.getLong(12)));
        }
        return rows;
    }
}
