package io.heliograph.contracts.access;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Projects;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a new key is to be. */
public record NewKey(
        @Doc(value = "What to call it, 1 to 64 characters", required = true)
        String name,

        @Doc(value = "What its holder may do; no more than the caller may", required = true)
        List<Scope> scopes,

        @Doc("The project that it belongs to; the caller's if left out, another one takes projects:manage")
        String project,

        @Doc("When it ends by itself; never if left out") Instant expiresAt) {
    private static final int LONGEST_NAME = 64;

    public NewKey {
        if (name == null
                || name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Refused.parameter(
                    "name", "takes 1 to " + LONGEST_NAME + " characters, none of them a control character");
        }
        if (scopes == null || scopes.isEmpty() || scopes.stream().anyMatch(Objects::isNull)) {
            throw Refused.parameter("scopes", "takes one scope or more, such as events:write");
        }
        scopes = scopes.stream().distinct().sorted().toList();
        if (project != null) {
            Projects.check("project", project);
        }
    }
}
