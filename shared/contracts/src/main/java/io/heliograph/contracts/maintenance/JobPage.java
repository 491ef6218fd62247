package io.heliograph.contracts.maintenance;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** A page of jobs, newest first. */
public record JobPage(
        @Doc(value = "The jobs", required = true) List<Job> items,

        @Doc("Where the next page begins; null on the last one")
        String next) {
    public JobPage {
        items = List.copyOf(items);
    }
}
