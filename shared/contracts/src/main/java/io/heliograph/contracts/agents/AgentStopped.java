package io.heliograph.contracts.agents;

import io.heliograph.contracts.operations.Doc;

/** The agent has ended. */
public record AgentStopped(
        @Doc(value = "Always stopped", required = true) String status) {
    public static final AgentStopped IT_IS = new AgentStopped("stopped");
}
