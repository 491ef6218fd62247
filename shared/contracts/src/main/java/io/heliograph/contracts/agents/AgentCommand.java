package io.heliograph.contracts.agents;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.util.List;

/** Which agent is meant. */
public record AgentCommand(
        @Doc(value = "The agent's id", required = true) String agentId) {
    public AgentCommand {
        if (agentId == null) {
            throw new Refused(Problem.of(
                    ProblemKind.MISSING_PARAMETER, List.of(new FieldProblem("agent_id", "says which agent is meant"))));
        }
        Names.filter("agent_id", agentId);
    }
}
