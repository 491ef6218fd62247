package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;

/** Which page of the agents that have sent events or registered. */
public record AgentQuery(
        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public AgentQuery {
        Names.filter("cursor", cursor);
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
