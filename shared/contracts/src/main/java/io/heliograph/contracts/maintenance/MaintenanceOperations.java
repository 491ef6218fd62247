package io.heliograph.contracts.maintenance;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What can be done about the room that events take. */
public final class MaintenanceOperations {
    public static final Operation<Prune, PruneReport> PRUNE = Operation.named(
                    "maintenance.prune",
                    Prune.class,
                    PruneReport.class,
                    Scope.MAINTENANCE_RUN,
                    "Lets events expire that are older than asked, at once and for good; a job then gives their room back.")
            .post("/maintenance/prune", 202)
            .within(Duration.ofSeconds(30))
            .changes();

    public static final Operation<JobQuery, JobPage> JOBS = Operation.named(
                    "maintenance.jobs",
                    JobQuery.class,
                    JobPage.class,
                    Scope.MAINTENANCE_RUN,
                    "Lists jobs, newest first: the project's, and with projects:manage all.")
            .get("/maintenance/jobs");

    public static final Operation<JobId, Job> JOB = Operation.named(
                    "maintenance.job",
                    JobId.class,
                    Job.class,
                    Scope.MAINTENANCE_RUN,
                    "Tells how a job stands and how far it has come.")
            .get("/maintenance/jobs/{id}");

    public static final Operation<JobId, Job> CANCEL = Operation.named(
                    "maintenance.cancel",
                    JobId.class,
                    Job.class,
                    Scope.MAINTENANCE_RUN,
                    "Ends a job before its end; what has expired stays so, and its room is given back in time.")
            .delete("/maintenance/jobs/{id}")
            .changes();

    private MaintenanceOperations() {}
}
