package io.heliograph.launcher.commands.send;

import java.util.ArrayList;
import java.util.List;

/** What became of the lines of one batch. */
record Outcome(long accepted, long duplicates, List<Rejection> rejected) {

    Outcome and(Outcome other) {
        List<Rejection> both = new ArrayList<>(rejected);
        both.addAll(other.rejected);
        return new Outcome(accepted + other.accepted, duplicates + other.duplicates, both);
    }

    long lines() {
        return accepted + duplicates + rejected.size();
    }
}
