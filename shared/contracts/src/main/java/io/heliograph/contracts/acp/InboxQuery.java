package io.heliograph.contracts.acp;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** Whose messages are wanted, how many, and how long to wait for the first. */
public record InboxQuery(
        @Doc(value = "The agent whose mailbox it is", required = true)
        String agentId,

        @Doc("How many seconds to wait for the first one, 0 to 30; 0 if left out") @JsonProperty("wait")
        Integer seconds,

        @Doc("How many at the most, 1 to 100; 100 if left out")
        Integer limit) {
    public static final int MOST_WAIT = 30;
    public static final int MOST_MESSAGES = 100;

    public InboxQuery {
        Names.filter("agent_id", agentId);
        seconds = seconds == null ? 0 : seconds;
        limit = limit == null ? MOST_MESSAGES : limit;
        if (seconds < 0 || seconds > MOST_WAIT) {
            throw Refused.parameter("wait", "takes 0 to " + MOST_WAIT + " seconds");
        }
        if (limit < 1 || limit > MOST_MESSAGES) {
            throw Refused.parameter("limit", "takes 1 to " + MOST_MESSAGES);
        }
    }
}
