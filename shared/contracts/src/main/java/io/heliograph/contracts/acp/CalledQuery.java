package io.heliograph.contracts.acp;

import java.time.Instant;
import java.util.List;

/** To which of these agents somebody has written since a time; messages whose id begins like this do not count. */
public record CalledQuery(List<Since> agents, String exceptIds) {
    public CalledQuery {
        agents = List.copyOf(agents);
    }

    /** An agent, and since when. */
    public record Since(String agentId, Instant time) {}
}
