package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;
import java.util.List;

/** What one agent sent, page by page. */
public record HistoryQuery(
        @Doc(value = "The agent", required = true) String agentId,
        @Doc("Page number from 0") Integer page,
        @Doc("Events a page, 1 to 1000; 100 if left out") Integer pageSize,
        @Doc("Only events at or after this time") Instant startDate) {

    public HistoryQuery {
        if (agentId == null) {
            throw new Refused(
                    Problem.of(ProblemKind.MISSING_PARAMETER, List.of(new FieldProblem("agent_id", "is required"))));
        }
        page = page == null ? 0 : page;
        pageSize = Paging.size(pageSize);
        asEvents(agentId, page, pageSize, startDate);
    }

    public EventQuery asEvents() {
        return asEvents(agentId, page, pageSize, startDate);
    }

    private static EventQuery asEvents(String agentId, Integer page, Integer pageSize, Instant since) {
        return new EventQuery(null, null, agentId, since, null, Order.DESC, null, null, page, pageSize);
    }
}
