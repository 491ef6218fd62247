package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** Names one event. */
public record EventId(
        @Doc(value = "The event's id", required = true) String id) {
    public EventId {
        if (id == null || id.isEmpty() || id.length() > Names.MAX_LENGTH) {
            throw Refused.parameter("id", "takes 1 to " + Names.MAX_LENGTH + " characters");
        }
    }
}
