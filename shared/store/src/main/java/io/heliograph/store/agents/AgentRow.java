package io.heliograph.store.agents;

import java.time.Instant;

/** What an agent shall do since when, and what its owner last told; {@code owned} is whether a node holds its lease now. */
public record AgentRow(
        AgentKey key,
        String kind,
        boolean wanted,
        Instant changedAt,
        boolean owned,
        String state,
        String node,
        Instant since,
        int restarts,
        String detail,
        boolean halted,
        long fleetVersion) {

    /** Whether its owner says that it runs, and still is its owner. */
    public boolean runs() {
        return owned && state.equals("running");
    }

    /** Whether it has ended by itself and waits for its next start. */
    public boolean ended() {
        return owned && state.equals("restarting");
    }

    /** Whether it has ended by itself since somebody last said what it shall do. */
    public boolean failedSince() {
        return ended() && !since.isBefore(changedAt);
    }
}
