package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;

/** Names one event. */
public record EventId(
        @Doc(value = "The event's id", required = true) String id) {
    public EventId {
        Names.filter("id", id == null ? "" : id);
    }
}
