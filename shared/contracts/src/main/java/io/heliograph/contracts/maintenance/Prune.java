package io.heliograph.contracts.maintenance;

import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;

/** What is to expire now, whatever the rules say. */
public record Prune(
        @Doc(value = "Events whose time is longer ago than this expire, for good", required = true)
        Long maxAgeSeconds,

        @Doc("true to count them only") Boolean dryRun,

        @Doc("true for the events of all projects, which takes projects:manage; otherwise those of the caller's")
        Boolean all) {
    private static final long MOST = 36_500L * 86_400;

    public Prune {
        if (maxAgeSeconds == null || maxAgeSeconds < 0 || maxAgeSeconds > MOST) {
            throw Refused.parameter("max_age_seconds", "takes 0 to " + MOST);
        }
        dryRun = Boolean.TRUE.equals(dryRun);
        all = Boolean.TRUE.equals(all);
    }
}
