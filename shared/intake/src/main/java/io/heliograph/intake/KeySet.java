package io.heliograph.intake;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** The keys of the objects that are open, the inner ones behind the outer ones, to find a key that stands twice. */
final class KeySet {
    /** Drawn anew at every start, so that nobody can prepare keys of one hash. */
    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private long[] hashes = new long[64];
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int size;

    int size() {
        return size;
    }

    /** Forgets the keys from the given one on. */
    void cut(int newSize) {
        size = newSize;
    }

    /** Adds a key to the object whose keys begin at {@code first}; false if it has that key already. */
    boolean add(byte[] in, int first, int keyFrom, int keyTo) {
        long hash = hash(in, keyFrom, keyTo);
        for (int i = first; i < size; i++) {
            if (hashes[i] == hash && same(in, i, keyFrom, keyTo)) {
                return false;
            }
        }
        if (size == hashes.length) {
            grow();
        }
        hashes[size] = hash;
        from[size] = keyFrom;
        to[size] = keyTo;
        size++;
        return true;
    }

    private boolean same(byte[] in, int known, int keyFrom, int keyTo) {
        return JsonStrings.decode(in, from[known], to[known]).equals(JsonStrings.decode(in, keyFrom, keyTo));
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, size * 2);
        from = Arrays.copyOf(from, size * 2);
        to = Arrays.copyOf(to, size * 2);
    }

    private static long hash(byte[] in, int from, int to) {
        long hash = 1;
        for (int at = from; at < to; at++) {
            if (in[at] == '\\') {
                byte[] decoded = JsonStrings.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
                return hashPlain(decoded);
            }
            hash = hash * MULTIPLIER + in[at];
        }
        return hash;
    }

    private static long hashPlain(byte[] decoded) {
        long hash = 1;
        for (byte b : decoded) {
            hash = hash * MULTIPLIER + b;
        }
        return hash;
    }
}
