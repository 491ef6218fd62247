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
    boolean add(byte[] in, int first, int keyFrom, int keyTo, boolean plain) {
        long hash = plain ? hash(in, keyFrom, keyTo) : hashOfDecoded(in, keyFrom, keyTo);
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

    /** The hash of the key added last, which is the same for all its spellings. */
    long lastHash() {
        return hashes[size - 1];
    }

    private boolean same(byte[] in, int known, int keyFrom, int keyTo) {
        return JsonStrings.decode(in, from[known], to[known]).equals(JsonStrings.decode(in, keyFrom, keyTo));
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, size * 2);
        from = Arrays.copyOf(from, size * 2);
        to = Arrays.copyOf(to, size * 2);
    }

    private static long hashOfDecoded(byte[] in, int from, int to) {
        byte[] decoded = JsonStrings.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
        return hash(Arrays.copyOf(decoded, decoded.length + Words.PADDING), 0, decoded.length);
    }

    private static long hash(byte[] in, int from, int to) {
        int length = to - from;
        long hash = length;
        int at = from;
        for (; to - at > 8; at += 8) {
            hash = mix(hash ^ Words.at(in, at));
        }
        return mix(hash ^ Words.first(in, at, to - at));
    }

    /** Both halves of the product count, so that no difference of two keys survives whatever the multiplier is. */
    private static long mix(long value) {
        return value * MULTIPLIER ^ Math.multiplyHigh(value, MULTIPLIER);
    }
}
