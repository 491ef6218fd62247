package io.heliograph.intake;

/** Repeats a little of what a sender wrote, in a form that can do no harm where it is shown. */
final class Echo {
    private Echo() {}

    /** At most so many characters; whatever steers a terminal or turns the direction of text is escaped. */
    static String of(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            String next = isVisible(c) ? Character.toString(c) : "\\u%04x".formatted(c);
            boolean last = at + Character.charCount(c) == text.length();
            if (shown.length() + next.length() > (last ? maxLength : maxLength - 1)) {
                return shown.append('…').toString();
            }
            shown.append(next);
            at += Character.charCount(c);
        }
        return shown.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
