package io.heliograph.contracts.agents;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** Agents that the hub runs, by id. */
public record AgentStatusList(
        @Doc(value = "The agents", required = true) List<Status> items) {

    /** One agent, as the node that runs it last told. */
    public record Status(
            @Doc(value = "The agent's id", required = true) String agentId,

            @Doc(value = "process or simulator", required = true)
            String kind,

            @Doc(value = "Whether it shall run", required = true)
            boolean wanted,

            @Doc(
                    value =
                            "starting, running, restarting after it ended, waiting for a node to take it on, halted by a panic,"
                                    + " stopping, or stopped",
                    required = true)
            String status,

            @Doc("The node that runs it") String node,
            @Doc("Since when it is so") Instant since,

            @Doc(value = "How often it ended by itself since it was started", required = true)
            int restarts,

            @Doc("How it last ended") String detail) {}

    public AgentStatusList {
        items = List.copyOf(items);
    }
}
