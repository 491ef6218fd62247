package io.heliograph.contracts.audit;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** Which entries of the audit trail, newest first. */
public record AuditQuery(
        @Doc("Only entries of this time or later") Instant since,
        @Doc("Only entries before this time") Instant until,
        @Doc("Only what this subject did") String subject,

        @Doc("Only this operation, such as deadletters.delete")
        String operation,

        @Doc("Only entries with this outcome: ok, or the code of a problem")
        String outcome,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public AuditQuery {
        Names.filter("subject", subject);
        Names.filter("operation", operation);
        Names.filter("outcome", outcome);
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
