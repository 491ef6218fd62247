package io.heliograph.contracts.agents;

import io.heliograph.contracts.operations.Doc;

/** The agent runs. */
public record AgentStarted(
        @Doc(value = "Always started", required = true) String status) {
    public static final AgentStarted IT_IS = new AgentStarted("started");
}
