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

    private static final EventField[] ALL = values();
    private final byte[] name = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    /** The field of this key, or null. A key may be written with escapes. */
    static EventField of(byte[] in, int from, int to) {
        for (EventField field : ALL) {
            if (Arrays.equals(in, from, to, field.name, 0, field.name.length)) {
                return field;
            }
        }
        for (int at = from; at < to; at++) {
            if (in[at] == '\\') {
                byte[] plain = JsonStrings.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
                return of(plain);
            }
        }
        return null;
    }

    private static EventField of(byte[] plain) {
        for (EventField field : ALL) {
            if (Arrays.equals(plain, field.name)) {
                return field;
            }
        }
        return null;
    }
}
