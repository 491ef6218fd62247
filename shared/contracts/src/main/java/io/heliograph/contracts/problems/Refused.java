package io.heliograph.contracts.problems;

import io.heliograph.contracts.problems.Problem.FieldProblem;
import java.util.List;

/** A problem on its way to the caller. Carries no stack: it is an answer, not a fault. */
public final class Refused extends RuntimeException {
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.kind().code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Refused(ProblemKind kind, String detail) {
        this(Problem.of(kind, detail));
    }

    /** The value of one parameter cannot be used. */
    public static Refused parameter(String name, String detail) {
        return new Refused(Problem.of(ProblemKind.INVALID_PARAMETER, List.of(new FieldProblem(name, detail))));
    }

    public Problem problem() {
        return problem;
    }
}
