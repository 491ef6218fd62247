package io.heliograph.contracts.agents;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;

/** What can be done with the agents that the hub runs. */
public final class AgentOperations {
    public static final Operation<AgentCommand, AgentStarted> START = Operation.named(
                    "agents.start",
                    AgentCommand.class,
                    AgentStarted.class,
                    Scope.AGENTS_CONTROL,
                    "Starts an agent that the hub runs, and answers once it runs; that it shall run outlives restarts.")
            .alias("start_agent")
            .post("/agents/start", 200)
            .changes()
            .refuses(ProblemKind.UNKNOWN_AGENT, ProblemKind.FLEET_IN_PANIC, ProblemKind.AGENT_FAILED);

    public static final Operation<AgentCommand, AgentStopped> STOP = Operation.named(
                    "agents.stop",
                    AgentCommand.class,
                    AgentStopped.class,
                    Scope.AGENTS_CONTROL,
                    "Stops an agent that the hub runs, and answers once it has ended.")
            .alias("stop_agent")
            .post("/agents/stop", 200)
            .changes()
            .refuses(ProblemKind.UNKNOWN_AGENT, ProblemKind.AGENT_FAILED);

    public static final Operation<AgentStatusQuery, AgentStatusList> STATUS = Operation.named(
                    "agents.status",
                    AgentStatusQuery.class,
                    AgentStatusList.class,
                    Scope.EVENTS_READ,
                    "Tells of agents that the hub runs whether they run, where, since when and how often they ended.")
            .alias("agent_status")
            .get("/agents/status")
            .refuses(ProblemKind.NOT_FOUND);

    private AgentOperations() {}
}
