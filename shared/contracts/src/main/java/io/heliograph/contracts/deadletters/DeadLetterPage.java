package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of dead letters and the cursor of the next one. */
public record DeadLetterPage(
        @Doc(value = "The dead letters", required = true) List<DeadLetter> items,
        @Doc("The cursor of the next page; null at the end") String next) {
    public DeadLetterPage {
        items = List.copyOf(items);
    }
}
