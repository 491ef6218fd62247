package io.heliograph.launcher.commands.send;

import java.util.ArrayList;
import java.util.List;

/** What became of all lines so far, with the first few of those that were rejected. */
final class Tally {
    private static final int SHOWN = 10;

    private final List<Rejection> firstRejected = new ArrayList<>();
    private long accepted;
    private long duplicates;
    private long rejected;

    void add(Outcome outcome) {
        accepted += outcome.accepted();
        duplicates += outcome.duplicates();
        rejected += outcome.rejected().size();
        outcome.rejected().stream().limit(SHOWN - firstRejected.size()).forEach(firstRejected::add);
    }

    List<Rejection> firstRejected() {
        return List.copyOf(firstRejected);
    }

    long rejected() {
        return rejected;
    }

    long sent() {
        return accepted + duplicates + rejected;
    }

    @Override
    public String toString() {
        return "sent %d, accepted %d, duplicates %d, rejected %d".formatted(sent(), accepted, duplicates, rejected);
    }
}
