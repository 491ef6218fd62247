package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;

/** How agents make themselves known, say that they live, and leave. The list of agents is among the events. */
public final class RegistryOperations {
    public static final Operation<AgentRegistration, AgentView> REGISTER = Operation.named(
                    "agents.register",
                    AgentRegistration.class,
                    AgentView.class,
                    Scope.ACP_WRITE,
                    "Makes an agent known, or changes what is known of it; from then on it has a mailbox.")
            .post("/agents", 200)
            .changes()
            .refuses(ProblemKind.TOO_MANY_AGENTS);

    public static final Operation<AgentId, AgentView> GET = Operation.named(
                    "agents.get",
                    AgentId.class,
                    AgentView.class,
                    Scope.EVENTS_READ,
                    "Gives one registered agent with its presence and its last-known state.")
            .get("/agents/{agent_id}")
            .refuses(ProblemKind.UNKNOWN_AGENT);

    public static final Operation<AgentHeartbeat, AgentView> HEARTBEAT = Operation.named(
                    "agents.heartbeat",
                    AgentHeartbeat.class,
                    AgentView.class,
                    Scope.ACP_WRITE,
                    "Says that an agent lives, and what has changed of its state.")
            .post("/agents/{agent_id}/heartbeat", 200)
            .refuses(ProblemKind.UNKNOWN_AGENT);

    public static final Operation<AgentId, AgentLeft> LEAVE = Operation.named(
                    "agents.leave",
                    AgentId.class,
                    AgentLeft.class,
                    Scope.ACP_WRITE,
                    "Forgets an agent; what is left in its mailbox becomes dead letters.")
            .delete("/agents/{agent_id}")
            .changes()
            .refuses(ProblemKind.UNKNOWN_AGENT);

    private RegistryOperations() {}
}
