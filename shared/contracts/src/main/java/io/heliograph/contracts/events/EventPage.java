package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of events and the cursor of the next one. */
public record EventPage(
        @Doc(value = "The events", required = true) List<Event> items,
        @Doc("The cursor of the next page; null at the end") String next) {
    public EventPage {
        items = List.copyOf(items);
    }
}
