package io.heliograph.intake;

import io.heliograph.contracts.problems.ProblemKind;

/** Ends the reading of one event. Carries no stack, and no place: the scanner's path says where it stood. */
final class BadEvent extends RuntimeException {
    private final ProblemKind kind;

    BadEvent(ProblemKind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    ProblemKind kind() {
        return kind;
    }
}
