package io.heliograph.web.limits;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.util.concurrent.ThreadLocalRandom;

/** The refusal of a request for which there is no room at the moment. */
public final class Overload {
    private static final int SECONDS = 1;

    private Overload() {}

    /** Invites the caller back soon, not all at the same second. */
    public static Refused refused(String detail) {
        int jitter = ThreadLocalRandom.current().nextInt(2);
        return new Refused(Problem.of(ProblemKind.OVERLOADED, detail).retryAfter(SECONDS + jitter));
    }
}
