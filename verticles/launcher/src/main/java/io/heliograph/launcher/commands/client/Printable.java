package io.heliograph.launcher.commands.client;

/** Makes text that others wrote fit for a terminal: nothing in it moves the cursor, colours, or reverses what follows. */
public final class Printable {
    private Printable() {}

    public static String escape(String text) {
        if (text.codePoints().noneMatch(Printable::harmful)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (!harmful(point)) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append(point == '\n' ? "\\n" : point == '\t' ? "\\t" : "\\u%04x".formatted(point));
            }
        });
        return escaped.toString();
    }

    /** The text in at most so many characters, with a sign where it was cut. */
    public static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    }

    /** Control and format characters (direction marks are among the latter), line separators, halves of pairs. */
    private static boolean harmful(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
