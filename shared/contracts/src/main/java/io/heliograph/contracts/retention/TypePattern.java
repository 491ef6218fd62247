package io.heliograph.contracts.retention;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.events.Names;

/** Which types are meant: one ({@code log.debug}), all that begin alike ({@code log.*}), or all ({@code *}). */
public record TypePattern(String text) {
    private static final String ANY = "*";
    private static final String BEGINNING = ".*";

    public TypePattern {
        requireNonNull(text, "text");
        boolean starInside = text.indexOf('*') >= 0 && text.indexOf('*') < text.length() - 1;
        boolean bareStar = text.endsWith(ANY) && !text.equals(ANY) && !text.endsWith(BEGINNING);
        if (text.isEmpty() || text.length() > Names.MAX_LENGTH || starInside || bareStar) {
            throw new IllegalArgumentException("'" + text + "' is none of a type, 'type.*' and '*'");
        }
    }

    public boolean matches(String type) {
        return isAny() || (prefix() == null ? type.equals(text) : type.startsWith(prefix()));
    }

    public boolean isAny() {
        return text.equals(ANY);
    }

    /** What the types begin with; null if the pattern is not one of a beginning. */
    public String prefix() {
        return !isAny() && text.endsWith(BEGINNING) ? text.substring(0, text.length() - 1) : null;
    }
}
