package io.heliograph.store.acp;

import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.AgentView;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.contracts.events.Presence;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The agents that have registered: who they are, what they last said, and their names for those who send to all. */
public final class AgentTable {
    private static final String SHOWN = """
            agent_id, name, kind, capabilities, labels, interval_ms, coalesce(lease_until > clock_timestamp(), false),
            unresponsive, node, registered_at, seen_at, silent_since, messages, state::text, state_at""";
    private static final String REGISTER = """
            insert into acp_agent as known (project, agent_id, name, kind, capabilities, labels, interval_ms)
            values ($1::text, $2::text, $3::text, $4::text, coalesce($5::text[], '{}'), coalesce($6::text, '{}'), $7::int8)
                on conflict (project, agent_id) do update
               set name = coalesce($3::text, known.name), kind = coalesce($4::text, known.kind),
                   capabilities = coalesce($5::text[], known.capabilities), labels = coalesce($6::text, known.labels),
                   interval_ms = coalesce($7::int8, known.interval_ms), seen_at = clock_timestamp(), silent_since = null
            returning\s""" + SHOWN;
    private static final String COUNT_OTHERS =
            "select count(*) from acp_agent where project = $1::text and agent_id <> $2::text";
    private static final String FIND =
            "select " + SHOWN + " from acp_agent where project = $1::text and agent_id = $2::text";

    /** A member that is null takes the one of its name away. */
    private static final String REPORT = """
            update acp_agent
               set seen_at = clock_timestamp(), silent_since = null,
                   state = jsonb_strip_nulls(state || coalesce($3::text, '{}')::jsonb),
                   state_at = case when $3::text is null then state_at else clock_timestamp() end
             where project = $1::text and agent_id = $2::text
               and ($3::text is null or octet_length(jsonb_strip_nulls(state || $3::text::jsonb)::text) <= $4::int4)
            returning\s""" + SHOWN;

    /** A sign of life that is forgotten in a crash is followed by others. */
    private static final String SEEN = """
            update acp_agent a set seen_at = clock_timestamp(), silent_since = null
              from (select k.project, k.agent_id from acp_agent k
                      join unnest($1::text[], $2::text[]) as w (project, agent_id)
                        on k.project = w.project and k.agent_id = w.agent_id
                     order by k.project, k.agent_id for no key update of k) s
             cross join set_config('synchronous_commit', 'off', true)
             where a.project = s.project and a.agent_id = s.agent_id""";

    private static final String SILENT = """
            select project, agent_id, interval_ms, last_contact
              from (select a.project, a.agent_id, a.interval_ms, a.seen_at,
                           greatest(a.seen_at, case when t.last_seen <= now() then t.last_seen end) as last_contact
                      from acp_agent a left join agents t on t.project = a.project and t.agent_id = a.agent_id
                     where a.interval_ms is not null and a.silent_since is null) promising
             where last_contact < clock_timestamp() - interval_ms * interval '1 millisecond'
             order by seen_at limit $1::int8""";
    private static final String FALL_SILENT = """
            update acp_agent set silent_since = clock_timestamp()
             where project = $1::text and agent_id = $2::text and seen_at <= $3::timestamptz""";
    private static final String ALL_OF = """
            select agent_id from acp_agent where project = $1::text order by agent_id limit $2::int8""";
    private static final String LEAVE = "delete from acp_agent where project = $1::text and agent_id = $2::text";
    private static final String LEAVE_TOPICS = "delete from acp_topic where project = $1::text and agent_id = $2::text";

    private static final String LEAVE_IDS = "delete from acp_taken where project = $1::text and agent_id = $2::text";

    private final Database database;
    private final int stateLimit;
    private final int deadLetters;

    /** A state may be so long, and a project have so many dead letters. */
    public AgentTable(Database database, int stateLimit, int deadLetters) {
        this.database = database;
        this.stateLimit = stateLimit;
        this.deadLetters = deadLetters;
    }

    /** An agent that has not been heard of for longer than it promised. */
    public record Silent(Recipient agent, long intervalMs, Instant lastContact) {}

    /** Makes an agent known or changes it; empty if the project has so many others already. */
    public Future<Optional<AgentView>> register(String project, AgentRegistration agent, int most) {
        Tuple values = Tuple.tuple()
                .addString(project)
                .addString(agent.agentId())
                .addString(agent.name())
                .addString(agent.kind())
                .addArrayOfString(
                        agent.capabilities() == null
                                ? null
                                : agent.capabilities().toArray(String[]::new))
                .addString(agent.labels() == null ? null : agent.labels().text())
                .addLong(agent.intervalMs());
        return database.read(COUNT_OTHERS, Tuple.of(project, agent.agentId()))
                .compose(rows -> rows.iterator().next().getLong(0) >= most
                        ? Future.succeededFuture(Optional.empty())
                        : database.write(REGISTER, values).map(AgentTable::first));
    }

    public Future<Optional<AgentView>> find(String project, String agentId) {
        return database.read(FIND, Tuple.of(project, agentId)).map(AgentTable::first);
    }

    /** Notes a sign of life and merges what has changed of the state, null for nothing; empty if that does not fit. */
    public Future<Optional<AgentView>> report(String project, String agentId, String changed) {
        Tuple values = Tuple.tuple()
                .addString(project)
                .addString(agentId)
                .addString(changed)
                .addInteger(stateLimit);
        return database.write(REPORT, values).map(AgentTable::first);
    }

    /** Notes signs of life. */
    public Future<Void> seen(Collection<Recipient> agents) {
        return database.mail(
                        SEEN,
                        Tuple.tuple()
                                .addArrayOfString(Columns.projects(agents))
                                .addArrayOfString(Columns.agents(agents)))
                .mapEmpty();
    }

    /** Those that have broken their promise, so many at the most; what telemetry has seen of them counts too. */
    public Future<List<Silent>> silent(int most) {
        return database.read(SILENT, Tuple.of((long) most)).map(rows -> {
            List<Silent> silent = new ArrayList<>();
            rows.forEach(row -> silent.add(new Silent(Columns.mailbox(row, 0), row.getLong(2), Columns.time(row, 3))));
            return silent;
        });
    }

    /** Notes that it is known of an agent that it is silent, unless it was heard of since. */
    public Future<Void> fellSilent(Silent agent) {
        return database.write(
                        FALL_SILENT,
                        Tuple.of(
                                agent.agent().project(),
                                agent.agent().agentId(),
                                agent.lastContact().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /** The agents of a project, so many at the most. */
    public Future<List<String>> all(String project, int most) {
        return database.read(ALL_OF, Tuple.of(project, (long) most)).map(rows -> {
            List<String> all = new ArrayList<>();
            rows.forEach(row -> all.add(row.getString(0)));
            return all;
        });
    }

    /** Forgets an agent; what its mailbox held becomes dead letters, whose number is the result. Empty if there is none. */
    public Future<Optional<Integer>> leave(String project, String agentId) {
        Recipient agent = new Recipient(project, agentId);
        return database.transaction(transaction -> Sums.lock(transaction, List.of(agent))
                .compose(locked -> locked.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : bury(transaction, agent).map(Optional::of)));
    }

    private Future<Integer> bury(SqlConnection transaction, Recipient agent) {
        Tuple named = Tuple.of(agent.project(), agent.agentId());
        Receipts receipts = new Receipts("undeliverable");
        return transaction
                .preparedQuery(DeadLetters.BURY_ALL_OF)
                .execute(named)
                .compose(buried -> {
                    for (Row row : buried) {
                        if (row.getBoolean(5)) {
                            receipts.add(agent, row.getString(3), row.getString(4));
                        }
                    }
                    return receipts.write(transaction).map(buried.rowCount());
                })
                .compose(count -> DeadLetters.trim(transaction, List.of(agent.project()), deadLetters)
                        .compose(trimmed ->
                                transaction.preparedQuery(LEAVE_TOPICS).execute(named))
                        .compose(left -> transaction.preparedQuery(LEAVE_IDS).execute(named))
                        .compose(left -> transaction.preparedQuery(LEAVE).execute(named))
                        .map(count));
    }

    private static Optional<AgentView> first(RowSet<Row> rows) {
        Iterator<Row> found = rows.iterator();
        return found.hasNext() ? Optional.of(view(found.next())) : Optional.empty();
    }

    private static AgentView view(Row row) {
        boolean isThere = row.getBoolean(6);
        return new AgentView(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                Columns.words(row, 3),
                new RawJson(row.getString(4)),
                row.getLong(5),
                Presence.of(isThere, row.getBoolean(7)),
                isThere ? row.getString(8) : null,
                Columns.time(row, 9),
                Columns.time(row, 10),
                Columns.time(row, 11),
                row.getLong(12),
                new RawJson(row.getString(13)),
                Columns.time(row, 14));
    }
}
