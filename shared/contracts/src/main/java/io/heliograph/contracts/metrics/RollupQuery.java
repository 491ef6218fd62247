package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;

/** Which time's rollups are to be compared with the rows. */
public record RollupQuery(
        @Doc(value = "From this time on, taken down to the whole minute", required = true)
        Instant from,

        @Doc(value = "Before this time, taken up to the whole minute", required = true)
        Instant to) {
    public RollupQuery {
        if (from == null || to == null || !from.isBefore(to)) {
            throw Refused.parameter("to", "must be after 'from'");
        }
    }
}
