package io.heliograph.intake;

import java.nio.charset.StandardCharsets;

/** Bytes in UTF-8 within an array, most often that of the body. Used again and again. */
final class Span {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int from;
    private int to;

    void clear() {
        set(NONE, 0, 0);
    }

    void set(byte[] in, int start, int end) {
        bytes = in;
        from = start;
        to = end;
    }

    boolean isEmpty() {
        return from == to;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
