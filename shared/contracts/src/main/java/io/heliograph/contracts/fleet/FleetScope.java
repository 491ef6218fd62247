package io.heliograph.contracts.fleet;

import io.heliograph.contracts.operations.Doc;

/** Whom an order is for. */
public record FleetScope(
        @Doc("An agent's id, the beginning of ids and *, or * for all, which it is if left out")
        String scope) {
    public FleetScope {
        scope = Scopes.check(scope);
    }
}
