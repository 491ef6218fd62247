package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of messages that died, newest first. */
public record DeadMessagePage(
        @Doc(value = "The messages", required = true) List<DeadMessage> items,
        @Doc("The cursor of the next page; null at the end") String next) {
    public DeadMessagePage {
        items = List.copyOf(items);
    }
}
