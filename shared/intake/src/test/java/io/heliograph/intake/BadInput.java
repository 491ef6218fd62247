package io.heliograph.intake;

import io.heliograph.contracts.problems.ProblemKind;

/** One bad event, what it is called then, and a part of what its sender is told; some are bad in a batch only. */
record BadInput(String name, byte[] bytes, ProblemKind kind, String told, boolean badAlone) {
    BadInput inABatchOnly() {
        return new BadInput(name, bytes, kind, told, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
