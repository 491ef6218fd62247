package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;

/** Which agent. */
public record AgentId(
        @Doc(value = "The agent's id", required = true) String agentId) {
    public AgentId {
        Names.filter("agent_id", agentId);
    }
}
