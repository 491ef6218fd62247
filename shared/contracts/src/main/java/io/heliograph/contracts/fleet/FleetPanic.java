package io.heliograph.contracts.fleet;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;

/** Everything is to stand still. */
public record FleetPanic(
        @Doc("Why, for those who find it so") String reason) {
    public FleetPanic {
        Names.filter("reason", reason);
    }
}
