package io.heliograph.store.agents;

import static java.util.Objects.requireNonNull;

/** An agent within its project. */
public record AgentKey(String project, String id) {
    public AgentKey {
        requireNonNull(project, "project");
        requireNonNull(id, "id");
    }

    /** The name of the lease by which one node owns the running of this agent. */
    public String lease() {
        return "agent:" + this;
    }

    @Override
    public String toString() {
        return project + "/" + id;
    }
}
