package io.heliograph.contracts.maintenance;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** Names one job. */
public record JobId(
        @Doc(value = "The number of the job", required = true)
        Long id) {
    public JobId {
        if (id == null || id < 1) {
            throw Refused.parameter("id", "takes the number of a job");
        }
    }
}
