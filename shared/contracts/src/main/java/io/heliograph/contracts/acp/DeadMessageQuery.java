package io.heliograph.contracts.acp;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;

/** Which page of the messages that died. */
public record DeadMessageQuery(
        @Doc("Only those that were for this agent") String agentId,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public DeadMessageQuery {
        Names.filter("agent_id", agentId);
        Names.filter("cursor", cursor);
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
