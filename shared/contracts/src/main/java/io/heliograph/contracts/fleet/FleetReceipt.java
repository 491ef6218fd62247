package io.heliograph.contracts.fleet;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** What an order came to: what holds now, and what each agent made of it. */
public record FleetReceipt(
        @Doc(value = "The version of what holds now", required = true)
        long version,

        @Doc(value = "Whether every agent has done it", required = true)
        boolean complete,

        @Doc(
                value = "Milliseconds until the last agent had done it, or until the hub waited no longer",
                required = true)
        long tookMs,

        @Doc(value = "Each agent that it concerned", required = true)
        List<Receipt> agents) {

    /** What one agent made of an order. */
    public record Receipt(
            @Doc(value = "The agent's id", required = true) String agentId,

            @Doc(
                    value =
                            "stopped, started, failed if it ended at once, told, or late if none of it had come about when the hub"
                                    + " answered",
                    required = true)
            String status,

            @Doc("Milliseconds until then") Long tookMs) {}

    public FleetReceipt {
        agents = List.copyOf(agents);
    }
}
