package io.heliograph.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.heliograph.store.acp.AgentTable;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;

/** Agents that were heard of, gathered off their messages' way and noted together. */
final class Contacts {
    private static final int MOST = 100_000;

    private final AgentTable agents;
    private Set<Recipient> heard = new HashSet<>();

    Contacts(AgentTable agents) {
        this.agents = agents;
    }

    void note(String project, String agentId) {
        if (agentId != null && heard.size() < MOST) {
            heard.add(new Recipient(project, agentId));
        }
    }

    /** What cannot be noted is made up for by the agent's next message. */
    Future<Void> write() {
        if (heard.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<Recipient> taken = heard;
        heard = new HashSet<>();
        return agents.seen(taken).otherwiseEmpty();
    }
}
