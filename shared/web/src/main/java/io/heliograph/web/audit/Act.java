package io.heliograph.web.audit;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.Problem;
import java.util.List;

/**
 * Something that was done, or refused: on whose behalf (null where nobody was known yet), which operation, the ids that it
 * concerned, and how it ended. Its texts are of bounded length and hold nothing that a database or a log would stumble over.
 */
public record Act(
        Caller caller, String operation, boolean changing, List<String> concerns, String outcome, Origin origin) {
    /** The outcome of what was done as it was asked. */
    public static final String OK = "ok";

    /** The operation of a call that no operation answers to. */
    public static final String NONE = "none";

    private static final int MOST_CHARACTERS = 256;
    private static final char UNREADABLE = '\uFFFD';

    public Act {
        operation = requireNonNull(plain(operation), "operation");
        outcome = requireNonNull(plain(outcome), "outcome");
        requireNonNull(origin, "origin");
        concerns = concerns.stream().map(Act::plain).toList();
    }

    /** A call that changed something. */
    public static Act done(Caller caller, Operation<?, ?> operation, List<String> concerns, Origin origin) {
        return new Act(caller, operation.name(), operation.changing(), concerns, OK, origin);
    }

    /** A call that was refused; the operation is null where there is none. */
    public static Act refused(
            Caller caller, Operation<?, ?> operation, List<String> concerns, Problem problem, Origin origin) {
        return new Act(
                caller,
                operation == null ? NONE : operation.name(),
                operation != null && operation.changing(),
                concerns,
                problem.kind().code(),
                origin);
    }

    public boolean isRefusal() {
        return !outcome.equals(OK);
    }

    /** The text, cut, without control characters and halves of characters; null stays null. */
    public static String plain(String text) {
        if (text == null) {
            return null;
        }
        int length = Math.min(text.length(), MOST_CHARACTERS);
        StringBuilder plain = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                plain.append(c).append(text.charAt(++i));
            } else {
                plain.append(Character.isSurrogate(c) || Character.isISOControl(c) ? UNREADABLE : c);
            }
        }
        return plain.toString();
    }
}
