package io.heliograph.contracts.acp;

import java.util.List;

/** Which of these agents have acknowledged the message with this id. */
public record HeardQuery(String id, List<String> agents) {
    public HeardQuery {
        agents = List.copyOf(agents);
    }
}
