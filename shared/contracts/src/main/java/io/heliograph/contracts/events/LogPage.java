package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** A page of log lines. */
public record LogPage(
        @Doc(value = "The lines", required = true) List<LogLine> items,
        @Doc("The cursor of the next page; null at the end") String next) {

    /** One log line that an agent or service sent as an event. */
    public record LogLine(
            @Doc(value = "The id of the event that carried it", required = true)
            String id,

            @Doc(value = "When it was written", required = true)
            Instant timestamp,

            @Doc(value = "Its level, lower case; info if the event names none", required = true)
            String level,

            @Doc(value = "The text", required = true) String message,
            @Doc("Where it comes from") String source,
            @Doc("The agent that it is about") String agentId) {}

    public LogPage {
        items = List.copyOf(items);
    }
}
