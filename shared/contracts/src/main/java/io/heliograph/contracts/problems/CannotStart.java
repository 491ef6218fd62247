package io.heliograph.contracts.problems;

import java.util.List;

/**
 * A reason why the hub does not start: one sentence that says what is wrong and what to do, never a stack trace, and
 * what another program last said about it, if it was another program that failed.
 */
public class CannotStart extends RuntimeException {
    private final transient List<String> log;

    public CannotStart(String sentence) {
        this(sentence, List.of());
    }

    public CannotStart(String sentence, List<String> log) {
        super(sentence, null, false, false);
        this.log = List.copyOf(log);
    }

    /** The last lines of the other program, oldest first. */
    public List<String> log() {
        return log;
    }
}
