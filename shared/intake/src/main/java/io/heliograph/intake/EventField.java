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

    /** No two names have the same length. */
    private static final EventField[] BY_LENGTH = new EventField[10];

    static {
        for (EventField field : values()) {
            BY_LENGTH[field.name.length] = field;
        }
    }

    private final byte[] name = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    /** The field of this key, or null. A key may be written with escapes. */
    static EventField of(byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            if (in[at] == '\\') {
                byte[] plain = JsonStrings.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
                return ofPlain(plain, 0, plain.length);
            }
        }
        return ofPlain(in, from, to);
    }

    private static EventField ofPlain(byte[] key, int from, int to) {
        EventField field = to - from < BY_LENGTH.length ? BY_LENGTH[to - from] : null;
        return field != null && Arrays.equals(key, from, to, field.name, 0, field.name.length) ? field : null;
    }
}
