package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** A sign of life, and what the agent says of its state. */
public record AgentHeartbeat(
        @Doc(value = "The agent's id", required = true) String agentId,

        @Doc("What has changed of its state: members take the place of those of the same name, null removes one")
        RawJson state) {
    private static final int LONGEST_STATE = 16_384;

    public AgentHeartbeat {
        Names.filter("agent_id", agentId);
        if (state != null
                && (!state.text().stripLeading().startsWith("{") || state.text().length() > LONGEST_STATE)) {
            throw Refused.parameter("state", "takes an object of " + LONGEST_STATE + " characters at the most");
        }
    }
}
