package io.heliograph.acp;

import io.heliograph.contracts.acp.Displaced;
import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.acp.SessionTable;
import io.heliograph.store.acp.SessionTable.Held;
import io.heliograph.store.acp.SessionTable.Opened;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The agents that are connected to this node. For any thread; of an agent's sessions in the cluster the newest is the one. */
public final class Sessions {
    private final SessionTable table;
    private final Postman postman;
    private final String node;
    private final Map<Long, Live> live = new ConcurrentHashMap<>();

    Sessions(SessionTable table, Postman postman, String node) {
        this.table = table;
        this.postman = postman;
        this.node = node;
    }

    /** One of them. May be asked and told by any thread. */
    public interface Live {
        Recipient agent();

        /** Whether it answers. */
        boolean isHeard();

        /** The agent has connected anew. */
        void displaced();
    }

    /** Begins one, which ends the agent's session before it, wherever that is. Fails with Refused if nobody knows the agent. */
    public Future<Opened> open(Live session) {
        Recipient agent = session.agent();
        return table.open(agent, node).map(found -> {
            Opened opened = found.orElseThrow(() -> Registry.unknown(agent.agentId()));
            live.put(opened.session(), session);
            if (opened.sessionBefore() != null) {
                end(opened.nodeBefore(), agent, opened.sessionBefore());
            }
            return opened;
        });
    }

    /** The connection is gone. */
    public Future<Void> close(Recipient agent, long session) {
        return live.remove(session) == null ? Future.succeededFuture() : table.close(agent, session);
    }

    private void end(String where, Recipient agent, long session) {
        if (node.equals(where)) {
            displaced(new Displaced(agent.project(), agent.agentId(), session));
        } else if (where != null) {
            postman.displace(where, agent, session);
        }
    }

    void displaced(Displaced which) {
        Live session = live.remove(which.session());
        if (session != null) {
            session.displaced();
        }
    }

    /** Tells all nodes that these are still there, and learns which are not the newest any more. */
    Future<Void> renew() {
        Map<Long, Live> now = Map.copyOf(live);
        if (now.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Held> held = now.entrySet().stream()
                .map(each -> new Held(
                        each.getValue().agent(), each.getKey(), each.getValue().isHeard()))
                .toList();
        return table.renew(held).map(newest -> {
            drop(now, newest);
            return null;
        });
    }

    private void drop(Map<Long, Live> asked, Set<Long> newest) {
        asked.forEach((number, session) -> {
            if (!newest.contains(number) && live.remove(number, session)) {
                session.displaced();
            }
        });
    }

    /** How many there are. */
    public int count() {
        return live.size();
    }
}
