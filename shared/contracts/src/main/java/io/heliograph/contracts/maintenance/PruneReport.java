package io.heliograph.contracts.maintenance;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** What a prune let expire, or would. */
public record PruneReport(
        @Doc(value = "Events from before this time have expired", required = true)
        Instant before,

        @Doc("How many events were shown until now and are not any more; null if counting them took too long")
        Long events,

        @Doc(value = "Whether they were only counted", required = true)
        boolean dryRun,

        @Doc("The job that gives their room on the disk back; null if they were only counted")
        Long job) {
    public PruneReport {
        requireNonNull(before, "before");
    }
}
