package io.heliograph.contracts.problems;

/** A reason why the hub does not start: one sentence that says what is wrong and what to do, and never a stack trace. */
public final class CannotStart extends RuntimeException {
    public CannotStart(String sentence) {
        super(sentence, null, false, false);
    }
}
