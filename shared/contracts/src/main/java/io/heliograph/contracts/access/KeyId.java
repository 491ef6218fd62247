package io.heliograph.contracts.access;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;

/** Names one key. */
public record KeyId(
        @Doc(value = "The key's id, such as stands between hg_ and the secret", required = true)
        String id) {
    public KeyId {
        Names.filter("id", id == null ? "" : id);
    }
}
