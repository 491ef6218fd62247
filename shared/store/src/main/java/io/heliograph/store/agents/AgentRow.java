package io.heliograph.store.agents;

import java.time.Instant;

/** What an agent shall do, and what its owner last told; {@code owned} is whether a node holds its lease now. */
public record AgentRow(
        AgentKey key,
        boolean wanted,
        boolean owned,
        String state,
        String node,
        Instant since,
        int restarts,
        String detail) {

    /** Whether its owner says that it runs, and still is its owner. */
    public boolean runs() {
        return owned && state.equals("running");
    }
}
