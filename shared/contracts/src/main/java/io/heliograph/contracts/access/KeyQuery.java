package io.heliograph.contracts.access;

import io.heliograph.contracts.events.Paging;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.operations.Projects;

/** Which keys, newest first. */
public record KeyQuery(
        @Doc("Only those of this project; who lacks projects:manage sees those of his own only")
        String project,

        @Doc("Where to go on: the 'next' of the page before")
        String cursor,

        @Doc("How many at the most, 1 to 1000; 100 if left out")
        Integer limit) {
    public KeyQuery {
        if (project != null) {
            Projects.check("project", project);
        }
        limit = Paging.size(Paging.limit("limit", limit));
    }
}
