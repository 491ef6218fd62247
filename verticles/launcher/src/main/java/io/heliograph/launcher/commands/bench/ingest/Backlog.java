package io.heliograph.launcher.commands.bench.ingest;

import io.heliograph.launcher.commands.bench.ingest.HubGauge.Reading;
import java.util.Optional;

/** What waited to be stored before, during and after a run, and what was stored; empty where the hub did not say. */
final class Backlog {
    private Optional<Reading> before = Optional.empty();
    private Optional<Reading> atEnd = Optional.empty();
    private Optional<Reading> last = Optional.empty();
    private long most;
    private int silences;

    void begins(Optional<Reading> reading) {
        before = reading;
        most = 0;
        goesOn(reading);
    }

    void goesOn(Optional<Reading> reading) {
        silences = reading.isPresent() ? 0 : silences + 1;
        last = reading.or(() -> last);
        most = Math.max(most, reading.map(Reading::pending).orElse(0L));
    }

    /** Nothing more is sent. */
    void sendingEnds(Optional<Reading> reading) {
        goesOn(reading);
        atEnd = reading;
    }

    boolean isKnown() {
        return before.isPresent() && atEnd.isPresent();
    }

    /** Whether the hub has not said anything so many times in a row. */
    boolean isSilentFor(int readings) {
        return silences >= readings;
    }

    boolean isEmptyNow() {
        return last.map(reading -> reading.pending() == 0).orElse(false);
    }

    long pendingBefore() {
        return before.map(Reading::pending).orElse(0L);
    }

    long pendingAtEnd() {
        return atEnd.map(Reading::pending).orElse(0L);
    }

    long most() {
        return most;
    }

    long storedWhileSending() {
        return settledSince(atEnd);
    }

    long stored() {
        return settledSince(last.or(() -> atEnd));
    }

    private long settledSince(Optional<Reading> reading) {
        return reading.map(Reading::settled).orElse(0L)
                - before.map(Reading::settled).orElse(0L);
    }
}
