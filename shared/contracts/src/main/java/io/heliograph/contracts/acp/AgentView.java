package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Presence;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** A registered agent as the hub knows it now. */
public record AgentView(
        @Doc(value = "The agent's id", required = true) String agentId,
        @Doc("What people call it") String name,
        @Doc("What it is") String kind,

        @Doc(value = "What it can do", required = true) List<String> capabilities,

        @Doc(value = "Anything else about it", required = true)
        RawJson labels,

        @Doc("How often it promised to be heard of, in milliseconds")
        Long intervalMs,

        @Doc(value = "Whether it can be reached now", required = true)
        Presence presence,

        @Doc("The node that it is connected to") String node,

        @Doc(value = "When it registered first", required = true)
        Instant registeredAt,

        @Doc(value = "When it was last heard of", required = true)
        Instant lastContact,

        @Doc("Since when it has been silent for longer than it promised")
        Instant silentSince,

        @Doc(value = "Messages in its mailbox", required = true)
        long waiting,

        @Doc(value = "The state that it last reported, merged", required = true)
        RawJson state,

        @Doc("When it last reported some of it") Instant stateAt) {
    public AgentView {
        capabilities = List.copyOf(capabilities);
    }
}
