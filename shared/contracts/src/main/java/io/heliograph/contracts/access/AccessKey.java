package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Scope;
import java.time.Instant;
import java.util.List;

/** A key as it is listed: everything but its text, which nobody has but its holder. */
public record AccessKey(
        @Doc(value = "The key's id, the part of its text that is no secret", required = true)
        String id,

        @Doc(value = "What its maker called it", required = true)
        String name,

        @Doc(value = "The project that it belongs to", required = true)
        String project,

        @Doc(value = "What its holder may do", required = true)
        List<Scope> scopes,

        @Doc(value = "Who made it", required = true) String createdBy,

        @Doc(value = "When it was made", required = true) Instant createdAt,

        @Doc("When it ends by itself; null if never") Instant expiresAt,

        @Doc("When it was last used, to the minute; null if never")
        Instant lastUsedAt,

        @Doc("When it was revoked; null if it was not") Instant revokedAt) {
    public AccessKey {
        scopes = List.copyOf(scopes);
    }
}
