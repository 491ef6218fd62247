package io.heliograph.retain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Pruned;
import io.heliograph.contracts.maintenance.Job;
import io.heliograph.contracts.maintenance.JobId;
import io.heliograph.contracts.maintenance.JobPage;
import io.heliograph.contracts.maintenance.JobQuery;
import io.heliograph.contracts.maintenance.Prune;
import io.heliograph.contracts.maintenance.PruneReport;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.retention.Retention;
import io.heliograph.store.events.EventReader;
import io.heliograph.store.retain.FloorTable;
import io.heliograph.store.retain.JobTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers those who prune by hand, and those who watch it. */
final class Prunes {
    private static final String KIND = "prune";

    /** Less than the operation's own patience. */
    private static final long COUNTING_S = 20;

    private final EventReader events;
    private final FloorTable floors;
    private final JobTable jobs;
    private final Supplier<Future<Void>> refresh;
    private final Retention retention;
    private final Bus bus;
    private final InstantSource clock;

    Prunes(
            EventReader events,
            FloorTable floors,
            JobTable jobs,
            Supplier<Future<Void>> refresh,
            Retention retention,
            Bus bus,
            InstantSource clock) {
        this.events = events;
        this.floors = floors;
        this.jobs = jobs;
        this.refresh = refresh;
        this.retention = retention;
        this.bus = bus;
        this.clock = clock;
    }

    /** Nobody on this node is shown the events any more when the answer is out; other nodes hear of it at once. */
    Future<PruneReport> prune(Caller caller, Prune asked) {
        if (asked.all()) {
            caller.require(Scope.PROJECTS_MANAGE);
        }
        String project = asked.all() ? null : caller.project();
        Instant before = clock.instant().minusSeconds(asked.maxAgeSeconds()).truncatedTo(ChronoUnit.MICROS);
        return count(project, before)
                .compose(count -> asked.dryRun()
                        ? Future.succeededFuture(new PruneReport(before, count, true, null))
                        : expire(caller, project, before).map(job -> new PruneReport(before, count, false, job.id())));
    }

    Future<JobPage> list(Caller caller, JobQuery query) {
        return jobs.page(ownOrAll(caller), query.cursor(), query.limit());
    }

    Future<Job> find(Caller caller, JobId wanted) {
        return jobs.find(ownOrAll(caller), wanted.id())
                .map(found -> found.orElseThrow(
                        () -> new Refused(ProblemKind.NOT_FOUND, "There is no job with this number in the project.")));
    }

    Future<Job> cancel(Caller caller, JobId wanted) {
        return jobs.cancel(ownOrAll(caller), wanted.id()).compose(cancelled -> find(caller, wanted));
    }

    private Future<Job> expire(Caller caller, String project, Instant before) {
        return floors.raise(project, before)
                .compose(raised -> refresh.get())
                .compose(known -> jobs.add(KIND, project, before, caller.subject()))
                .onSuccess(job -> bus.publish(Topics.PRUNED, new Pruned(job.id())));
    }

    /** null if it takes too long. */
    private Future<Long> count(String project, Instant before) {
        Future<Long> count = project != null
                ? countOf(project, before)
                : events.projects().compose(projects -> sum(projects, before, 0));
        return count.timeout(COUNTING_S, TimeUnit.SECONDS)
                .recover(failure ->
                        failure instanceof Refused ? Future.failedFuture(failure) : Future.succeededFuture(null));
    }

    private Future<Long> sum(List<String> projects, Instant before, long sum) {
        return projects.isEmpty()
                ? Future.succeededFuture(sum)
                : countOf(projects.get(0), before)
                        .compose(more -> sum(projects.subList(1, projects.size()), before, sum + more));
    }

    private Future<Long> countOf(String project, Instant before) {
        return events.count(project, retention.horizon(project), before);
    }

    /** null stands for all projects. */
    private static String ownOrAll(Caller caller) {
        return caller.may(Scope.PROJECTS_MANAGE) ? null : caller.project();
    }
}
