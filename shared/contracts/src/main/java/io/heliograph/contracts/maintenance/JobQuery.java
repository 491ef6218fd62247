package io.heliograph.contracts.maintenance;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;

/** Which page of the jobs. */
public record JobQuery(
        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public JobQuery {
        Names.filter("cursor", cursor);
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
