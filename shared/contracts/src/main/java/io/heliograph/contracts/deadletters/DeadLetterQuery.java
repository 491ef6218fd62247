package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** Which dead letters, newest first. */
public record DeadLetterQuery(
        @Doc("Only those refused with this SQLSTATE, such as 23514")
        String sqlstate,

        @Doc("Only those set aside at or after this time") Instant since,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public DeadLetterQuery {
        Names.filter("sqlstate", sqlstate);
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
