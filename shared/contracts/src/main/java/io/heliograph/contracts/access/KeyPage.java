package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of keys, newest first. */
public record KeyPage(
        @Doc(value = "The keys", required = true) List<AccessKey> items,
        @Doc("The cursor of the next page; null at the end") String next) {
    public KeyPage {
        items = List.copyOf(items);
    }
}
