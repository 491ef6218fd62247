package io.heliograph.journal;

/** Why a journal does not open, in one sentence for the operator. Carries no stack: it is an answer, not a fault. */
public final class CannotOpenJournal extends RuntimeException {
    CannotOpenJournal(String sentence) {
        super(sentence, null, false, false);
    }
}
