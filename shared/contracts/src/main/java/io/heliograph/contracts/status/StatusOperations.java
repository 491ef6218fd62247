package io.heliograph.contracts.status;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** What panels ask first. */
public final class StatusOperations {
    public static final Operation<Nothing, StatusBoard> GET = Operation.named(
                    "status.get",
                    Nothing.class,
                    StatusBoard.class,
                    Scope.EVENTS_READ,
                    "Tells persona, modules and memory as agents last reported them (events agent.status), and the hub's own.")
            .get("/status");

    private StatusOperations() {}
}
