package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.util.List;
import java.util.stream.Stream;

/** Which dead letters to store after all: those named, those of a SQLSTATE, or all; oldest first, so many a call. */
public record Replay(
        @Doc("These, 1 to 1000") List<Long> ids,
        @Doc("Those refused with this SQLSTATE") String sqlstate,
        @Doc("true for all") Boolean all,

        @Doc("Where to go on: the 'next' of the call before")
        String cursor,

        @Doc("How many to try in this call, 1 to 1000; 100 if left out, all those named in 'ids'")
        Integer limit) {
    public Replay {
        Names.filter("sqlstate", sqlstate);
        ids = ids == null ? null : Ids.checked(ids);
        if (Stream.of(ids != null, sqlstate != null, Boolean.TRUE.equals(all))
                        .filter(chosen -> chosen)
                        .count()
                != 1) {
            throw Refused.parameter("ids", "or 'sqlstate' or \"all\": true, exactly one of them, says what to replay");
        }
        Paging.limit("limit", limit);
        limit = limit == null && ids != null ? Integer.valueOf(ids.size()) : Paging.size(limit);
    }
}
