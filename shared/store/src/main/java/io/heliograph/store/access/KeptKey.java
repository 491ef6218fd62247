package io.heliograph.store.access;

import io.heliograph.contracts.operations.Scope;
import java.time.Instant;
import java.util.Set;

/** A key that is not revoked, as it is checked: the hash of its secret, and who its holder is. */
public record KeptKey(
        String id, byte[] hash, String project, Set<Scope> scopes, Instant expiresAt, Instant lastUsedAt) {
    public KeptKey {
        scopes = Set.copyOf(scopes);
    }
}
