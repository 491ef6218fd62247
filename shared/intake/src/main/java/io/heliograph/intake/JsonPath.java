package io.heliograph.intake;

import java.util.ArrayList;
import java.util.List;

/** Where in an event the scanner stands: one key or index a level, made into text only when there is trouble. */
final class JsonPath {
    static final int MAX_LENGTH = 40;

    private final int[] from;
    private final int[] to;
    private int depth;

    JsonPath(int maxDepth) {
        from = new int[maxDepth + 1];
        to = new int[maxDepth + 1];
    }

    /** Stands at the member of this key, on the given level; the event's own members are on level 1. */
    void key(int level, int keyFrom, int keyTo) {
        from[level] = keyFrom;
        to[level] = keyTo;
        depth = level;
    }

    int keyFrom(int level) {
        return from[level];
    }

    int keyTo(int level) {
        return to[level];
    }

    /** Stands at this element of an array. */
    void index(int level, int index) {
        from[level] = -1;
        to[level] = index;
        depth = level;
    }

    /** Stands at no member below the given level. */
    void up(int level) {
        depth = level;
    }

    /** The key at which it stands. */
    String key(byte[] in) {
        return JsonStrings.decode(in, from[depth], to[depth]);
    }

    /** The keys from the given level on down to where it stands, without the indexes between them. */
    List<String> keysFrom(int level, byte[] in) {
        List<String> keys = new ArrayList<>();
        for (int at = level; at <= depth; at++) {
            if (from[at] >= 0) {
                keys.add(JsonStrings.decode(in, from[at], to[at]));
            }
        }
        return keys;
    }

    /** Whether it stands at the event's member of this name. */
    boolean isAt(byte[] in, String name) {
        return depth == 1 && JsonStrings.decode(in, from[1], to[1]).equals(name);
    }

    /** Such as {@code payload.gpu[3].name}; a long one loses its beginning. */
    String text(byte[] in) {
        StringBuilder text = new StringBuilder();
        for (int level = 1; level <= depth; level++) {
            if (from[level] < 0) {
                text.append('[').append(to[level]).append(']');
            } else {
                text.append(level == 1 ? "" : ".");
                text.append(Echo.of(JsonStrings.decode(in, from[level], to[level]), MAX_LENGTH));
            }
        }
        return text.length() <= MAX_LENGTH ? text.toString() : end(text);
    }

    private static String end(StringBuilder text) {
        int cut = text.length() - MAX_LENGTH + 1;
        return "…" + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
    }
}
