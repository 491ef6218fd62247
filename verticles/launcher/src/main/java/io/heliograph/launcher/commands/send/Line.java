package io.heliograph.launcher.commands.send;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One line of the input, counted from 1 as editors do; its bytes are null where it is longer than any event may be. */
record Line(long number, byte[] bytes) {

    boolean tooLong() {
        return bytes == null;
    }

    /** Tells this line from others, for the check that a resumed file is still the same. */
    String digest() {
        return tooLong() ? "too-long" : HexFormat.of().formatHex(sha256().digest(bytes), 0, 8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
