package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** A page of agents, by id. */
public record AgentPage(
        @Doc(value = "The agents", required = true) List<Agent> items,
        @Doc("The cursor of the next page; null at the end") String next) {

    /** An agent as its events and, if it has registered, the registry show it. */
    public record Agent(
            @Doc(value = "The agent's id", required = true) String agentId,

            @Doc(value = "The time of its first stored event, or of its registration", required = true)
            Instant firstSeen,

            @Doc(value = "The time of its latest stored event, or when it was last heard of", required = true)
            Instant lastSeen,

            @Doc(value = "How many of its events were stored", required = true)
            long events,

            @Doc(value = "Whether it has registered, and so has a mailbox", required = true)
            boolean registered,

            @Doc("What people call it") String name,
            @Doc("What it is") String kind,

            @Doc("Whether it can be reached now, of registered ones")
            Presence presence) {}

    public AgentPage {
        items = List.copyOf(items);
    }
}
