package io.heliograph.contracts.acp;

import java.util.List;

/** Some agents of a project, by their ids. */
public record AgentNames(List<String> agents) {
    public AgentNames {
        agents = List.copyOf(agents);
    }
}
