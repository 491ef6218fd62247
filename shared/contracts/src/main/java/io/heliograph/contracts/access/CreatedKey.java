package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Scope;
import java.time.Instant;
import java.util.List;

/** A new key with its text, which is not kept and cannot be shown again. */
public record CreatedKey(
        @Doc(value = "The key's text, to be sent in X-API-KEY; it is shown this once", required = true)
        String key,

        @Doc(value = "The key's id, by which it is listed and revoked", required = true)
        String id,

        @Doc(value = "What its maker called it", required = true)
        String name,

        @Doc(value = "The project that it belongs to", required = true)
        String project,

        @Doc(value = "What its holder may do", required = true)
        List<Scope> scopes,

        @Doc("When it ends by itself; null if never") Instant expiresAt) {
    public CreatedKey {
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "CreatedKey[" + id + "]";
    }
}
