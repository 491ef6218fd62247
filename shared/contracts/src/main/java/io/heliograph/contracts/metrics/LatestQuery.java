package io.heliograph.contracts.metrics;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** How far back a window reaches, and which events count. */
public record LatestQuery(
        @Doc("How many seconds back, 1 to 3600 unless windows.longest says otherwise; 60 if left out")
        Integer windowSeconds,

        @Doc("Only events of this type") String type,
        @Doc("Only events from this source") String source,
        @Doc("Only events about this agent") String agentId) {
    private static final int USUAL = 60;

    public LatestQuery {
        if (windowSeconds != null && windowSeconds < 1) {
            throw Refused.parameter("window_seconds", "takes 1 or more");
        }
        Names.filter("type", type);
        Names.filter("source", source);
        Names.filter("agent_id", agentId);
    }

    public int seconds() {
        return windowSeconds == null ? USUAL : windowSeconds;
    }
}
