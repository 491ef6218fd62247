package io.heliograph.contracts.audit;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of the audit trail and the cursor of the next one. */
public record AuditPage(
        @Doc(value = "The entries, newest first", required = true)
        List<AuditEntry> items,

        @Doc("The cursor of the next page; null at the end") String next) {
    public AuditPage {
        items = List.copyOf(items);
    }
}
