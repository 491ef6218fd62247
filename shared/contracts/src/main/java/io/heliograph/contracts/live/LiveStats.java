package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Doc;

/** Who watches the live payload of a project, on all nodes. */
public record LiveStats(
        @Doc(value = "Connections that get the live payload", required = true)
        int activeConnections,

        @Doc(value = "Whether there is any; without, nothing is collected", required = true)
        boolean hasSubscribers) {
    public static LiveStats of(int connections) {
        return new LiveStats(connections, connections > 0);
    }
}
