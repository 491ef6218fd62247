package io.heliograph.contracts.agents;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;

/** Which agents to tell of. */
public record AgentStatusQuery(
        @Doc("Only this one; all that the hub may run if left out")
        String agentId) {
    public AgentStatusQuery {
        Names.filter("agent_id", agentId);
    }
}
