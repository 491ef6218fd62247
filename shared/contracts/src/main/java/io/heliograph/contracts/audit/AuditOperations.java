package io.heliograph.contracts.audit;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** What can be asked of the audit trail. */
public final class AuditOperations {
    public static final Operation<AuditQuery, AuditPage> QUERY = Operation.named(
                    "audit.query",
                    AuditQuery.class,
                    AuditPage.class,
                    Scope.AUDIT_READ,
                    "Lists what was changed and what was refused, newest first.")
            .get("/audit");

    public static final Operation<Nothing, AuditAnchors> ANCHORS = Operation.named(
                    "audit.anchors",
                    Nothing.class,
                    AuditAnchors.class,
                    Scope.AUDIT_READ,
                    "Gives the newest hash of every node's chain, to keep elsewhere and verify against.")
            .get("/audit/anchors");

    private AuditOperations() {}
}
