package io.heliograph.launcher.logging;

import java.nio.charset.StandardCharsets;

/** A line of the log while it is written: at most 2 KiB, and nothing in it that a terminal or a reader of lines obeys. */
final class Line {
    static final int MOST_BYTES = 2_048;

    /** What one message may take, so that there is room for what it was the message of. */
    private static final int MOST_OF_A_PART = 1_024;

    private static final String CUT = "…";
    private static final String END = System.lineSeparator();
    private static final int ROOM = MOST_BYTES - 3 - 2;

    private final StringBuilder text = new StringBuilder(256);
    private int bytes;
    private boolean full;

    Line(String begin) {
        add(begin);
    }

    Line add(String part) {
        return add(part == null ? "null" : part, ROOM);
    }

    /** Adds something that may be long. */
    Line addPart(String part) {
        return add(part == null ? "null" : part, Math.min(ROOM, bytes + MOST_OF_A_PART));
    }

    byte[] bytes() {
        return text.append(END).toString().getBytes(StandardCharsets.UTF_8);
    }

    private Line add(String part, int upTo) {
        int next;
        for (int i = 0; i < part.length() && !full; i = next) {
            int c = part.codePointAt(i);
            next = i + Character.charCount(c);
            String escaped = isPlain(c) ? null : escaped(part, i, next);
            int length = escaped == null ? length(c) : escaped.length();
            if (bytes + length > upTo) {
                text.append(CUT);
                bytes += 3;
                full = bytes + 3 > ROOM;
                return this;
            }
            bytes += length;
            if (escaped == null) {
                text.appendCodePoint(c);
            } else {
                text.append(escaped);
            }
        }
        return this;
    }

    private static String escaped(String part, int from, int to) {
        StringBuilder escaped = new StringBuilder(12);
        for (int i = from; i < to; i++) {
            escaped.append("\\u%04x".formatted((int) part.charAt(i)));
        }
        return escaped.toString();
    }

    private static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** Neither a control, nor a separator of lines, nor what turns the direction of the rest, nor invisible, nor half. */
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
