package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Refused;
import java.util.List;
import java.util.Objects;

/** What a ticket is to be good for. */
public record NewTicket(
        @Doc("What the socket may do; all that the caller may if left out")
        List<Scope> scopes) {
    public NewTicket {
        if (scopes != null && (scopes.isEmpty() || scopes.stream().anyMatch(Objects::isNull))) {
            throw Refused.parameter("scopes", "takes one scope or more; leave it out for all that you may");
        }
        scopes = scopes == null ? null : scopes.stream().distinct().sorted().toList();
    }
}
