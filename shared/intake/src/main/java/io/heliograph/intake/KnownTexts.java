package io.heliograph.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Types, sources and agents come again and again: their texts are made once and then found by their bytes. A fixed number of
 * places, of which each holds what last fell on it; safe for use by many threads, of which one may miss what another puts.
 */
final class KnownTexts {
    private static final int PLACES = 1 << 13;
    private static final int LONGEST = 64;
    private static final Known[] PLACE = new Known[PLACES];

    private record Known(byte[] utf8, String text) {}

    private KnownTexts() {}

    static String text(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return made(bytes, from, length);
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        int place = (hash ^ hash >>> 13) & PLACES - 1;
        Known known = PLACE[place];
        if (known == null || !Arrays.equals(known.utf8, 0, known.utf8.length, bytes, from, from + length)) {
            known = new Known(Arrays.copyOfRange(bytes, from, from + length), made(bytes, from, length));
            PLACE[place] = known;
        }
        return known.text;
    }

    private static String made(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
