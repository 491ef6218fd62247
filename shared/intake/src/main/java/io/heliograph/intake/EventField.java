package io.heliograph.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The members of an event that mean something to the hub; all others belong to the payload. */
enum EventField {
    TYPE,
    SOURCE,
    AGENT_ID,
    TIMESTAMP,
    ID,
    PAYLOAD;

    /** No two names have the same length, and none has more than nine letters. */
    private static final EventField[] BY_LENGTH = new EventField[10];

    static {
        for (EventField field : values()) {
            BY_LENGTH[field.name.length()] = field;
        }
    }

    private final String name = name().toLowerCase(Locale.ROOT);
    private final long firstEight = firstEight(name);

    /** The field of this key, or null. A plain key holds no escapes and nothing beyond ASCII. */
    static EventField of(byte[] in, int from, int to, boolean plain) {
        if (!plain) {
            return ofDecoded(JsonStrings.decode(in, from, to));
        }
        int length = to - from;
        EventField field = length < BY_LENGTH.length ? BY_LENGTH[length] : null;
        boolean same = field != null
                && Words.first(in, from, Math.min(8, length)) == field.firstEight
                && (length <= 8 || in[to - 1] == field.name.charAt(8));
        return same ? field : null;
    }

    private static EventField ofDecoded(String key) {
        EventField field = key.length() < BY_LENGTH.length ? BY_LENGTH[key.length()] : null;
        return field != null && field.name.equals(key) ? field : null;
    }

    private static long firstEight(String name) {
        byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 9 + Words.PADDING);
        return Words.first(bytes, 0, Math.min(8, name.length()));
    }
}
