package io.heliograph.access.jwt;

import java.security.Key;
import java.util.ArrayList;
import java.util.List;

/** The keys that tokens may be signed with. */
record KeySet(List<VerifyKey> keys) {
    static final KeySet EMPTY = new KeySet(List.of());

    /** A token without kid is tried with every key of its algorithm, so of those there may be few. */
    private static final int MOST_WITHOUT_ID = 4;

    /** A key, the only algorithm it goes with, and its id; null where it has none. */
    record VerifyKey(String id, Algorithm algorithm, Key key) {
        @Override
        public String toString() {
            return algorithm + " " + id;
        }
    }

    KeySet {
        keys = List.copyOf(keys);
    }

    /** Those that a token with this header may be signed with; a null id is that of a token that names none. */
    List<VerifyKey> candidates(Algorithm algorithm, String id) {
        List<VerifyKey> found = new ArrayList<>();
        for (VerifyKey key : keys) {
            boolean fits = id == null || key.id() == null || key.id().equals(id);
            if (key.algorithm() == algorithm && fits && found.size() < MOST_WITHOUT_ID) {
                found.add(key);
            }
        }
        return found;
    }

    KeySet and(KeySet others) {
        List<VerifyKey> all = new ArrayList<>(keys);
        all.addAll(others.keys);
        return new KeySet(all);
    }
}
