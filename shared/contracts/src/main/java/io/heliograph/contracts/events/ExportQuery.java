package io.heliograph.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** Which events to take away, and in which form. */
public record ExportQuery(
        @Doc("Only events of this type") String type,
        @Doc("Only events from this source") String source,
        @Doc("Only events about this agent") String agentId,
        @Doc("Only events at or after this time") Instant since,
        @Doc("Only events before this time") Instant until,
        @Doc("desc (newest first, the default) or asc") Order order,

        @Doc("csv or ndjson; if left out, what Accept prefers, and csv at last")
        Format format,

        @Doc("Where to begin: the 'next' of a page of GET /events with the same filters and order")
        String cursor) {

    /** The forms that an export comes in. */
    public enum Format {
        @JsonProperty("csv")
        CSV,
        @JsonProperty("ndjson")
        NDJSON
    }

    public ExportQuery {
        order = order == null ? Order.DESC : order;
        new EventQuery(type, source, agentId, since, until, order, cursor, null, null, null);
    }

    /** The same from another place on. */
    public ExportQuery from(String otherCursor) {
        return new ExportQuery(type, source, agentId, since, until, order, format, otherCursor);
    }

    /** What is taken away, as a list. */
    public EventQuery asEvents() {
        return new EventQuery(type, source, agentId, since, until, order, cursor, null, null, null);
    }
}
