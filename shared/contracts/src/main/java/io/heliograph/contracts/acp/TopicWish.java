package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;

/** What an agent wants, or no longer wants, to hear of. */
public record TopicWish(
        @Doc(value = "The agent", required = true) String agentId,

        @Doc(
                value =
                        "Words with dots between them, each word or * for any one; # at the end for any rest: fleet.*.alarm, fleet.#",
                required = true)
        String topic) {
    public TopicWish {
        Names.filter("agent_id", agentId);
        if (topic != null) {
            TopicName.check("topic", topic);
        }
    }
}
