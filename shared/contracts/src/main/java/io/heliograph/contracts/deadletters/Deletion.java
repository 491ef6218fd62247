package io.heliograph.contracts.deadletters;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** Which dead letters to give up for good. */
public record Deletion(
        @Doc(value = "These, 1 to 1000", required = true) List<Long> ids) {
    public Deletion {
        ids = Ids.checked(ids == null ? List.of() : ids);
    }
}
