package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;

/** Which events, in which order, and which page of them. */
public record EventQuery(
        @Doc("Only events of this type") String type,
        @Doc("Only events from this source") String source,
        @Doc("Only events about this agent") String agentId,
        @Doc("Only events at or after this time") Instant since,
        @Doc("Only events before this time") Instant until,
        @Doc("desc (newest first, the default) or asc") Order order,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit,

        @Doc("Page number from 0, for clients that page by number")
        Integer page,

        @Doc("Events a page, 1 to 1000; 100 if left out") Integer pageSize) {

    public EventQuery {
        Names.filter("type", type);
        Names.filter("source", source);
        Names.filter("agent_id", agentId);
        Paging.limit("limit", limit);
        Paging.limit("page_size", pageSize);
        Paging.page(page, pageSize);
        if (since != null && until != null && !since.isBefore(until)) {
            throw Refused.parameter("until", "must be after 'since'");
        }
        if (cursor != null && (page != null || pageSize != null)) {
            throw Refused.parameter("cursor", "goes with 'limit', not with 'page' and 'page_size'");
        }
        if (limit != null && (page != null || pageSize != null)) {
            throw Refused.parameter("limit", "goes with 'cursor'; with 'page' it is 'page_size'");
        }
        order = order == null ? Order.DESC : order;
    }

    public int size() {
        return Paging.size(limit != null ? limit : pageSize);
    }

    /** Whether the caller counts pages, rather than following 'next'. */
    public boolean byNumber() {
        return page != null || pageSize != null;
    }

    public int offset() {
        return page == null ? 0 : page * size();
    }
}
