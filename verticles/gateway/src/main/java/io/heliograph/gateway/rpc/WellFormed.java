package io.heliograph.gateway.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Looks at the bytes of a message for what a JSON parser may let pass: other encodings, marks, halves of characters. */
final class WellFormed {
    private static final int ESCAPE = 6;
    private static final int HEX = 16;

    private WellFormed() {}

    /** What is wrong with the bytes as text; null if nothing is. */
    static String faultOf(byte[] message) {
        if (message.length >= 3
                && message[0] == (byte) 0xEF
                && message[1] == (byte) 0xBB
                && message[2] == (byte) 0xBF) {
            return "There is a byte order mark; send UTF-8 without one.";
        }
        boolean plain = true;
        boolean escapes = false;
        for (byte each : message) {
            if (each == 0) {
                return "There is a NUL; send UTF-8.";
            }
            plain &= each > 0;
            escapes |= each == '\\';
        }
        if (!plain && !isUtf8(message)) {
            return "The message is not valid UTF-8.";
        }
        return escapes && hasLoneSurrogate(message) ? "Half of a surrogate pair stands alone." : null;
    }

    private static boolean isUtf8(byte[] message) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Backslashes stand in strings only, or the message is no JSON anyway. */
    private static boolean hasLoneSurrogate(byte[] message) {
        for (int at = 0; at < message.length; at++) {
            if (message[at] != '\\') {
                continue;
            }
            int unit = unitAt(message, at);
            if (unit < 0 || !Character.isSurrogate((char) unit)) {
                at++;
                continue;
            }
            int next = unitAt(message, at + ESCAPE);
            if (Character.isLowSurrogate((char) unit) || next < 0 || !Character.isLowSurrogate((char) next)) {
                return true;
            }
            at += 2 * ESCAPE - 1;
        }
        return false;
    }

    /** The UTF-16 unit that is escaped here; less than 0 if none is. */
    private static int unitAt(byte[] message, int at) {
        if (at + ESCAPE > message.length || message[at] != '\\' || message[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int place = at + 2; place < at + ESCAPE; place++) {
            int digit = Character.digit(message[place], HEX);
            if (digit < 0) {
                return -1;
            }
            unit = unit * HEX + digit;
        }
        return unit;
    }
}
