package io.heliograph.intake;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for the parts of texts that are masked: most texts are told off by a quick glance at their bytes, and a closer
 * look confirms what the pattern finds.
 */
record TextRule(Pattern pattern, Glance glance, Predicate<String> confirmation) {

    /** Tells of a text in plain ASCII whether the pattern could find something. */
    interface Glance {
        boolean mayMatch(byte[] in, int from, int to);
    }

    /** A rule of the operator's own. Throws IllegalArgumentException if it is no expression, or matches nothing at all. */
    static TextRule of(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            if (pattern.matcher("").find()) {
                throw new IllegalArgumentException("'" + expression + "' matches an empty text; ask for a character");
            }
            return new TextRule(pattern, (in, from, to) -> true, found -> true);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + expression + "' is no regular expression: " + e.getDescription()
                    + " at character " + e.getIndex());
        }
    }
}
