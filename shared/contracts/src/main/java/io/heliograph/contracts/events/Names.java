package io.heliograph.contracts.events;

import io.heliograph.contracts.problems.Refused;
import java.nio.charset.StandardCharsets;

/** How long the names of an event may be. Index rows of PostgreSQL hold at most 8191 bytes; these stay far below. */
public final class Names {
    public static final int MAX_LENGTH = 128;

    private Names() {}

    /** Returns the name as it came, or refuses one that no stored event can bear. */
    public static String filter(String parameter, String name) {
        if (name != null && (name.isEmpty() || name.length() > MAX_LENGTH || name.indexOf('\0') >= 0)) {
            throw Refused.parameter(parameter, "takes 1 to " + MAX_LENGTH + " characters");
        }
        return name;
    }

    /** Whether a control character stands in a text, which no name in a message may have. */
    public static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Whether half of a surrogate pair stands alone in a text, which then cannot be sent. */
    public static boolean hasHalf(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
