package io.heliograph.intake;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at JSON by its quotes and brackets alone, to find the way around what is wrong between them. */
final class Outline {
    static final int NONE = -1;

    private Outline() {}

    /** The comma or closing bracket behind the value at {@code from}, or NONE if quotes or brackets do not match. */
    static int behindValue(byte[] in, int from, int end) {
        BitSet braces = new BitSet();
        int depth = 0;
        for (int at = from; at < end; at++) {
            byte c = in[at];
            if (c == '"') {
                at = closingQuote(in, at + 1, end);
            } else if (c == '{' || c == '[') {
                braces.set(depth++, c == '{');
            } else if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
                return at;
            } else if ((c == '}' || c == ']') && braces.get(--depth) != (c == '}')) {
                return NONE;
            }
        }
        return NONE;
    }

    /** The first members of the object at {@code from}, each with the place of its value, as far as they are readable. */
    static Map<String, Integer> members(JsonScanner scanner, int from, int limit) {
        Map<String, Integer> members = new LinkedHashMap<>();
        scanner.moveTo(from);
        try {
            boolean more = scanner.enter(1, '}');
            while (more && members.size() < limit) {
                scanner.key(1);
                String key = scanner.path().text(scanner.bytes());
                scanner.colon();
                members.putIfAbsent(key, scanner.at());
                int behind = behindValue(scanner.bytes(), scanner.at(), scanner.end());
                scanner.moveTo(behind == NONE ? scanner.end() : behind);
                more = scanner.more(1, '}');
            }
        } catch (BadEvent e) {
            // What was found before it is all there is to say.
        }
        return members;
    }

    private static int closingQuote(byte[] in, int from, int end) {
        int at = from;
        while (at < end && in[at] != '"') {
            at += in[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
