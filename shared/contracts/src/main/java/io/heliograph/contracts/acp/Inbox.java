package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** Messages handed out; each comes again after a while unless it is acknowledged. */
public record Inbox(
        @Doc(value = "The messages, in their order", required = true)
        List<Delivery> items) {
    public Inbox {
        items = List.copyOf(items);
    }
}
