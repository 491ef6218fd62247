package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where agents are connected: one session for each, the newest, believed for as long as its node renews it. */
public final class SessionTable {
    private static final String OPEN = """
            update acp_agent a
               set node = $3::text, session = nextval('acp_session'), unresponsive = false, silent_since = null,
                   lease_until = clock_timestamp() + $4::int8 * interval '1 millisecond', seen_at = clock_timestamp()
              from (select project, agent_id, node, session from acp_agent
                     where project = $1::text and agent_id = $2::text for no key update) before
             where a.project = before.project and a.agent_id = before.agent_id
            returning a.session, before.node, before.session, a.messages""";

    /** Somebody waits at the inbox, for so long; never in the way of a session. */
    private static final String WAIT = """
            update acp_agent
               set node = $3::text, session = null, unresponsive = false, silent_since = null,
                   lease_until = clock_timestamp() + $4::int8 * interval '1 millisecond', seen_at = clock_timestamp()
             where project = $1::text and agent_id = $2::text
               and (session is null or lease_until < clock_timestamp())""";

    private static final String RENEW = """
            update acp_agent a
               set lease_until = clock_timestamp() + $5::int8 * interval '1 millisecond', unresponsive = not r.heard,
                   seen_at = case when r.heard then clock_timestamp() else a.seen_at end,
                   silent_since = case when r.heard then null else a.silent_since end
              from unnest($1::text[], $2::text[], $3::int8[], $4::bool[]) as r (project, agent_id, session, heard)
             where a.project = r.project and a.agent_id = r.agent_id and a.session = r.session
            returning a.project, a.agent_id, a.session""";
    private static final String CLOSE = """
            update acp_agent set node = null, session = null, lease_until = null, unresponsive = false
             where project = $1::text and agent_id = $2::text and session = $3::int8""";

    private final Database database;
    private final Duration lease;

    public SessionTable(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** A session that has begun: its number, the one before it with its node (both null for none), and what waits. */
    public record Opened(long session, String nodeBefore, Long sessionBefore, long waiting) {}

    /** One session of an agent, and whether it was heard of since it was last renewed. */
    public record Held(Recipient agent, long session, boolean heard) {}

    /** Begins a session, which ends whatever session the agent had; empty if there is no such agent. */
    public Future<Optional<Opened>> open(Recipient agent, String node) {
        return database.write(OPEN, Tuple.of(agent.project(), agent.agentId(), node, lease.toMillis()))
                .map(rows -> {
                    Iterator<Row> found = rows.iterator();
                    if (!found.hasNext()) {
                        return Optional.empty();
                    }
                    Row row = found.next();
                    return Optional.of(new Opened(row.getLong(0), row.getString(1), row.getLong(2), row.getLong(3)));
                });
    }

    /** Notes that somebody waits for mail on this node, unless the agent has a session. */
    public Future<Void> await(Recipient agent, String node, Duration time) {
        return database.write(WAIT, Tuple.of(agent.project(), agent.agentId(), node, time.toMillis()))
                .mapEmpty();
    }

    /** Renews sessions and gives the numbers of those that are still their agents' newest. */
    public Future<Set<Long>> renew(Collection<Held> sessions) {
        TreeMap<Recipient, Held> ordered = new TreeMap<>(Mailboxes.ORDER);
        sessions.forEach(session -> ordered.put(session.agent(), session));
        return database.transaction(transaction -> Sums.lock(transaction, ordered.keySet())
                        .compose(locked -> transaction
                                .preparedQuery(RENEW)
                                .execute(Tuple.tuple()
                                        .addArrayOfString(Columns.projects(ordered.keySet()))
                                        .addArrayOfString(Columns.agents(ordered.keySet()))
                                        .addArrayOfLong(ordered.values().stream()
                                                .map(Held::session)
                                                .toArray(Long[]::new))
                                        .addArrayOfBoolean(ordered.values().stream()
                                                .map(Held::heard)
                                                .toArray(Boolean[]::new))
                                        .addLong(lease.toMillis()))))
                .map(rows -> {
                    Set<Long> held = new HashSet<>();
                    rows.forEach(row -> held.add(row.getLong(2)));
                    return held;
                });
    }

    /** Ends a session, unless a newer one has done so. */
    public Future<Void> close(Recipient agent, long session) {
        return database.write(CLOSE, Tuple.of(agent.project(), agent.agentId(), session))
                .mapEmpty();
    }
}
