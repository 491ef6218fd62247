package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;

/** Which log lines, newest first. */
public record LogQuery(
        @Doc("Only lines about this agent") String agentId,
        @Doc("Only lines of this level") String level,
        @Doc("Only lines at or after this time") Instant since,
        @Doc("Only lines before this time") Instant until,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public LogQuery {
        Names.filter("agent_id", agentId);
        Names.filter("level", level);
        limit = Paging.size(Paging.limit("limit", limit));
        if (since != null && until != null && !since.isBefore(until)) {
            throw Refused.parameter("until", "must be after 'since'");
        }
    }
}
