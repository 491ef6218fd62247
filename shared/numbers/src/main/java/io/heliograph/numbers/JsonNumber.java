package io.heliograph.numbers;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * One number of a payload, as it is written there and as a double. Used again and again: whoever keeps it takes what it
 * tells. Where the digits fit into a long it is {@code unscaled * 10^-scale}.
 */
public final class JsonNumber {
    private static final int SAFE_DIGITS = 18;

    /** Powers of ten that a double holds exactly, so that one division or multiplication rounds right. */
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT = 1L << 53;

    private byte[] json;
    private int from;
    private int to;
    private long unscaled;
    private int scale;
    private boolean fits;

    public double value() {
        if (fits && Math.abs(unscaled) <= EXACT && Math.abs(scale) < POWERS.length) {
            return scale < 0 ? unscaled * POWERS[-scale] : unscaled / POWERS[scale];
        }
        return Double.parseDouble(text());
    }

    /** Whether {@link #unscaled()} and {@link #scale()} tell all of it. */
    public boolean fits() {
        return fits;
    }

    public long unscaled() {
        return unscaled;
    }

    public int scale() {
        return scale;
    }

    /** The same, however many digits it has. */
    public BigDecimal exact() {
        return fits ? BigDecimal.valueOf(unscaled, scale) : new BigDecimal(text());
    }

    void set(boolean value) {
        unscaled = value ? 1 : 0;
        scale = 0;
        fits = true;
    }

    /** Reads the number of a checked document that begins here, and returns the position behind it. */
    int read(byte[] text, int start) {
        json = text;
        from = start;
        boolean negative = text[start] == '-';
        int at = negative ? start + 1 : start;
        long number = 0;
        int digits = 0;
        int point = -1;
        byte c = 0;
        for (; at < text.length; at++) {
            c = text[at];
            if (c >= '0' && c <= '9') {
                number = number * 10 + c - '0';
                digits += number == 0 ? 0 : 1;
            } else if (c == '.') {
                point = at;
            } else {
                break;
            }
        }
        scale = point < 0 ? 0 : at - point - 1;
        if ((c | 0x20) == 'e') {
            int exponent = at + 1;
            while (++at < text.length && isOfExponent(text[at])) {
                // Passed over.
            }
            scale -= Integer.parseInt(new String(text, exponent, at - exponent, StandardCharsets.US_ASCII));
        }
        to = at;
        unscaled = negative ? -number : number;
        fits = digits <= SAFE_DIGITS;
        return at;
    }

    private String text() {
        return new String(json, from, to - from, StandardCharsets.US_ASCII);
    }

    private static boolean isOfExponent(byte c) {
        return c >= '0' && c <= '9' || c == '-' || c == '+';
    }
}
