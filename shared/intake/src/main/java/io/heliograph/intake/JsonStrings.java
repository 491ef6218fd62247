package io.heliograph.intake;

import io.heliograph.contracts.problems.ProblemKind;
import java.nio.charset.StandardCharsets;

/** Checks the strings of a JSON document, and decodes those that somebody wants to know. */
final class JsonStrings {
    private JsonStrings() {}

    /** The position of the quote that closes the string, of which {@code from} is the first byte not checked yet. */
    static int closingQuote(byte[] in, int from, int end) {
        int at = from;
        while (true) {
            byte c = in[at];
            if (c >= ' ') {
                if (c == '"') {
                    return at;
                }
                at = c == '\\' ? behindEscape(in, at) : at + 1;
            } else if (c < 0) {
                at = Utf8.next(in, at);
            } else if (at == end) {
                throw new BadEvent(ProblemKind.MALFORMED_JSON, "the text ends within a string; close the quote");
            } else {
                throw new BadEvent(
                        ProblemKind.CONTROL_CHARACTER,
                        "control character 0x%02X stands bare in a string; escape it".formatted(c));
            }
        }
    }

    /** The text of a string that was checked before. */
    static String decode(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] != '\\') {
            at++;
        }
        if (at == to) {
            return new String(in, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int copied = from;
        while (at < to) {
            if (in[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(in, copied, at - copied, StandardCharsets.UTF_8));
            text.append(unescaped(in, at));
            at += in[at + 1] == 'u' ? 6 : 2;
            copied = at;
        }
        return text.append(new String(in, copied, to - copied, StandardCharsets.UTF_8))
                .toString();
    }

    private static int behindEscape(byte[] in, int backslash) {
        return switch (in[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
            case 'u' -> behindUnicode(in, backslash);
            default ->
                throw new BadEvent(ProblemKind.MALFORMED_JSON, "a backslash begins no escape known to JSON; double it");
        };
    }

    private static int behindUnicode(byte[] in, int backslash) {
        int unit = codeUnit(in, backslash + 2);
        int next = backslash + 6;
        if (unit == 0) {
            throw new BadEvent(ProblemKind.CONTROL_CHARACTER, "\\u0000 is never stored; remove it");
        }
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return next;
        }
        boolean paired = Character.isHighSurrogate((char) unit)
                && in[next] == '\\'
                && in[next + 1] == 'u'
                && Character.isLowSurrogate((char) codeUnit(in, next + 2));
        if (!paired) {
            throw new BadEvent(
                    ProblemKind.LONE_SURROGATE, "\\u%04x is half of a surrogate pair; send both".formatted(unit));
        }
        return next + 6;
    }

    private static int codeUnit(byte[] in, int from) {
        int unit = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = Character.digit(in[at], 16);
            if (digit < 0) {
                throw new BadEvent(ProblemKind.MALFORMED_JSON, "\\u takes four hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** The character, or half of one, whose escape begins here. */
    static char unescaped(byte[] in, int backslash) {
        byte c = in[backslash + 1];
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) codeUnit(in, backslash + 2);
            default -> (char) c;
        };
    }
}
