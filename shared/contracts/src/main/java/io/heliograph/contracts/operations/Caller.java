package io.heliograph.contracts.operations;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * On whose behalf an operation runs. Travels with every call; a project sees its own data only. From {@code expires} on,
 * null if never, the credential behind it is worth nothing: whoever keeps a caller for longer than a call looks at it. The
 * credential's own id, null if it has none, is for the audit trail.
 */
public record Caller(String subject, String project, Set<Scope> scopes, Instant expires, String credential) {
    public static final String DEFAULT_PROJECT = "default";

    public Caller {
        requireNonNull(subject, "subject");
        requireNonNull(project, "project");
        scopes = Set.copyOf(scopes);
    }

    /** A caller whose credential does not expire. */
    public Caller(String subject, String project, Set<Scope> scopes) {
        this(subject, project, scopes, null, null);
    }

    /** The caller of a hub without credentials, which listens on loopback only. */
    public static Caller anonymous() {
        return new Caller("anonymous", DEFAULT_PROJECT, EnumSet.allOf(Scope.class));
    }

    /** Somebody who has not said yet who it is, and may do nothing. */
    public static Caller nobody() {
        return new Caller("nobody", DEFAULT_PROJECT, EnumSet.noneOf(Scope.class));
    }

    /** The holder of the one key that the settings name. */
    public static Caller keyHolder() {
        return new Caller("api-key", DEFAULT_PROJECT, EnumSet.allOf(Scope.class));
    }

    public void require(Scope scope) {
        if (!may(scope)) {
            throw new Refused(ProblemKind.FORBIDDEN, "This takes the scope " + scope + ".");
        }
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
