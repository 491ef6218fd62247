package io.heliograph.contracts.problems;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** One refusal, as it crosses the bus and as every door renders it. */
public record Problem(ProblemKind kind, String detail, List<FieldProblem> errors, int retryAfterSeconds) {

    /** What is wrong with one named parameter or field. */
    public record FieldProblem(
            @Doc(value = "The parameter or field", required = true)
            String field,

            @Doc(value = "What is wrong with it", required = true)
            String detail) {}

    public Problem {
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), 0);
    }

    public static Problem of(ProblemKind kind, List<FieldProblem> errors) {
        return new Problem(kind, kind.title(), errors, 0);
    }

    public Problem retryAfter(int seconds) {
        return new Problem(kind, detail, errors, seconds);
    }
}
