package io.heliograph.store;

/** Why this database cannot be worked with, in one sentence for the operator. */
public final class UnusableDatabase extends RuntimeException {
    public UnusableDatabase(String sentence) {
        super(sentence, null, false, false);
    }
}
