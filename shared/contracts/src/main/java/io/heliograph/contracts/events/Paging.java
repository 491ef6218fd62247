package io.heliograph.contracts.events;

import io.heliograph.contracts.problems.Refused;

/** The two ways to walk a list: by cursor and limit, or by page and page_size as older clients do. */
public final class Paging {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1_000;

    /** Offsets make PostgreSQL walk what it skips, so they end where a cursor must take over. */
    public static final int MAX_OFFSET = 100_000;

    private Paging() {}

    public static Integer limit(String parameter, Integer limit) {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw Refused.parameter(parameter, "takes 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    static Integer page(Integer page, Integer pageSize) {
        if (page != null && page < 0) {
            throw Refused.parameter("page", "counts from 0");
        }
        if (page != null && (long) page * size(pageSize) > MAX_OFFSET) {
            throw Refused.parameter(
                    "page",
                    "page * page_size is over " + MAX_OFFSET + "; walk on with 'cursor' (the 'next' of a page)");
        }
        return page;
    }

    public static int size(Integer asked) {
        return asked == null ? DEFAULT_LIMIT : asked;
    }
}
