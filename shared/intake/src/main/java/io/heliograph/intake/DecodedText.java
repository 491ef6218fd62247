package io.heliograph.intake;

import java.nio.charset.StandardCharsets;

/**
 * A string of the body as a pattern sees it, with the way back from its characters to the bytes. It may be read only so
 * often, since some patterns would read it for ever. Used again and again.
 */
final class DecodedText implements CharSequence {
    /** Ends a look at a text. Carries no stack. */
    static final class ReadTooOften extends RuntimeException {
        private ReadTooOften() {
            super("a text was read too often", null, false, false);
        }
    }

    private byte[] in = {};
    private int from;
    private int length;
    private boolean plain;
    private long readsLeft;

    private char[] characters = new char[256];
    private int[] places = new int[257];

    void open(byte[] bytes, int start, int end, boolean isPlain) {
        in = bytes;
        from = start;
        plain = isPlain;
        length = end - start;
        if (!plain) {
            decode(end);
        }
    }

    /** From here on it may be read so often. */
    void allow(long reads) {
        readsLeft = reads;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (--readsLeft < 0) {
            throw new ReadTooOften();
        }
        return plain ? (char) in[from + index] : characters[index];
    }

    /** Where in the body the character stands, or what is behind the last one. */
    int place(int index) {
        return plain ? from + index : places[index];
    }

    @Override
    public String subSequence(int start, int end) {
        StringBuilder part = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            part.append(charAt(i));
        }
        return part.toString();
    }

    @Override
    public String toString() {
        return subSequence(0, length);
    }

    private void decode(int end) {
        if (characters.length < length) {
            characters = new char[length];
            places = new int[length + 1];
        }
        int size = 0;
        int next;
        for (int at = from; at < end; at = next) {
            if (in[at] == '\\') {
                next = at + (in[at + 1] == 'u' ? 6 : 2);
                characters[size] = JsonStrings.unescaped(in, at);
                places[size++] = at;
            } else {
                next = in[at] >= 0 ? at + 1 : Utf8.next(in, at);
                size += copy(at, next, size);
            }
        }
        places[size] = end;
        length = size;
    }

    /** A character of four bytes is two here. */
    private int copy(int at, int next, int size) {
        String character = new String(in, at, next - at, StandardCharsets.UTF_8);
        for (int i = 0; i < character.length(); i++) {
            characters[size + i] = character.charAt(i);
            places[size + i] = at;
        }
        return character.length();
    }
}
