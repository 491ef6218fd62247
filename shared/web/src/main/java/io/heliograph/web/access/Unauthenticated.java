package io.heliograph.web.access;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;

/** The one refusal of whatever is not accepted: what is wrong with a credential is nobody's business but its holder's. */
public final class Unauthenticated {
    private static final Refused REFUSED =
            new Refused(ProblemKind.UNAUTHENTICATED, "There is no credential that this hub accepts, or more than one.");

    private Unauthenticated() {}

    public static Refused refused() {
        return REFUSED;
    }

    public static boolean is(Throwable cause) {
        return cause instanceof Refused refused && refused.problem().kind() == ProblemKind.UNAUTHENTICATED;
    }
}
