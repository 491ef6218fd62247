package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** Which accepted events are to be pushed, and where to begin. */
public record EventSubscription(
        @Doc("Only this type, or with .* at its end all that begin like it: hardware.*")
        String type,

        @Doc("Only from this source") String source,
        @Doc("Only about this agent") String agentId,

        @Doc("Where to go on: the last 'resume' that was received; from now on if left out")
        String resume) {
    /** The longest that is looked at; a cluster of a hundred nodes needs half of it. */
    private static final int LONGEST_RESUME = 8_192;

    public EventSubscription {
        Names.filter("type", type);
        Names.filter("source", source);
        Names.filter("agent_id", agentId);
        if (resume != null && resume.length() > LONGEST_RESUME) {
            throw Refused.parameter("resume", "is not one that this stream gave out");
        }
    }
}
