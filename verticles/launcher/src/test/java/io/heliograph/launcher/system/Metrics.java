package io.heliograph.launcher.system;

import io.heliograph.testkit.Http;

/** What a hub's /metrics said at one moment about the default project. */
public record Metrics(String text) {
    public static Metrics of(Http http) {
        return new Metrics(http.get("/metrics").body());
    }

    /** A figure such as accepted, stored or pending. */
    public long events(String what) {
        String suffix = what.equals("pending") ? "" : "_total";
        return figure("heliograph_events_" + what + suffix + "{project=\"default\"}");
    }

    /** Repeats that were left out at the door or by the drain. */
    long duplicates(String at) {
        return figure("heliograph_events_duplicates_total{at=\"" + at + "\",project=\"default\"}");
    }

    /** Those of all nodes that wait with this SQLSTATE, when last counted. */
    long deadLetters(String sqlstate) {
        return figure("heliograph_dead_letters{sqlstate=\"" + sqlstate + "\"}");
    }

    /** Dead letters whose replay on this node had this result. */
    long replayed(String result) {
        return figure("heliograph_dead_letters_replayed_total{result=\"" + result + "\"}");
    }

    /** 0 closed, 1 half-open, 2 open. */
    long breakerState() {
        return figure("heliograph_database_breaker_state");
    }

    long breakerBecame(String state) {
        return figure("heliograph_database_breaker_transitions_total{to=\"" + state + "\"}");
    }

    /** How many events the node's journal ever took. */
    public long journalEnd() {
        return figure("heliograph_journal_end_total");
    }

    public long limitInFlight() {
        return figure("heliograph_limit_in_flight");
    }

    public long journalBytes() {
        return figure("heliograph_journal_bytes");
    }

    private long figure(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + text));
    }
}
