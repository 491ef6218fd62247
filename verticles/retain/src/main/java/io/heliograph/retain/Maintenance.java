package io.heliograph.retain;

import io.heliograph.contracts.maintenance.Job;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.retain.Expiry.Verdict;
import io.heliograph.store.retain.DayRemoval.Freed;
import io.heliograph.store.retain.JobTable;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs one after the other, and a round unasked now and then, on one node of the cluster at a time. What a node leaves
 * behind half done the next one finishes. Belongs to one context.
 */
final class Maintenance {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final ExpiryRound round;
    private final JobTable jobs;
    private final Shift shift;
    private final String node;
    private boolean due;
    private boolean busy;
    private boolean again;

    Maintenance(ExpiryRound round, JobTable jobs, Shift shift, String node) {
        this.round = round;
        this.jobs = jobs;
        this.shift = shift;
        this.node = node;
    }

    /** It is time for a round. */
    void due() {
        due = true;
        look();
    }

    /** Does what there is to do; what fails is made up for by the next look. */
    void look() {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        jobs.next()
                .compose(next -> next.isPresent() || due ? shift.take(this::work) : Future.succeededFuture())
                .onFailure(cause -> LOG.warn("what has expired stays on the disk for now: {}", cause.getMessage()))
                .onComplete(done -> {
                    busy = false;
                    if (again) {
                        look();
                    }
                });
    }

    private Future<Void> work(Shift.Turn turn) {
        return jobs.next().compose(next -> {
            if (next.isPresent()) {
                return job(next.get(), turn).compose(done -> turn.isMine() ? work(turn) : Future.succeededFuture());
            }
            if (!due) {
                return Future.succeededFuture();
            }
            due = false;
            return unasked(turn);
        });
    }

    /** A job that fails for want of the database is not over. */
    private Future<Void> job(Job job, Shift.Turn turn) {
        Progress progress = new Progress(Optional.of(job), turn);
        return round.run(progress)
                .compose(done -> progress.stopped ? Future.succeededFuture() : end(job, progress))
                .recover(failure -> failure instanceof Refused
                        ? Future.failedFuture(failure)
                        : fail(job, failure).compose(ended -> Future.failedFuture(failure)));
    }

    private Future<Void> end(Job job, Progress progress) {
        LOG.info("job {} is done: {} events removed, {} bytes given back", job.id(), progress.events, progress.bytes);
        String detail = progress.held == 0
                ? null
                : "days that stay for now: " + progress.held + ", since their lock could not be had"
                        + " (retention.longest-lock), an event came late, or the archive does not hold them; the next"
                        + " round tries again";
        return jobs.end(job.id(), Job.State.DONE, detail);
    }

    private Future<Void> fail(Job job, Throwable failure) {
        LOG.error("job {} failed", job.id(), failure);
        return jobs.end(job.id(), Job.State.FAILED, failure.getMessage());
    }

    private Future<Void> unasked(Shift.Turn turn) {
        Progress progress = new Progress(Optional.empty(), turn);
        return round.run(progress).onSuccess(done -> {
            if (progress.bytes > 0) {
                LOG.info("{} expired events removed, {} bytes given back", progress.events, progress.bytes);
            }
        });
    }

    /** How far a round is; a job's is in its row, where a cancellation is found too. */
    private final class Progress implements ExpiryRound.Watch {
        private final Optional<Job> job;
        private final Shift.Turn turn;
        private long events;
        private long bytes;
        private int held;
        private boolean stopped;

        private Progress(Optional<Job> job, Shift.Turn turn) {
            this.job = job;
            this.turn = turn;
        }

        @Override
        public Future<Boolean> begins(int days) {
            return goOn(job.map(asked -> jobs.begin(asked.id(), node, days)));
        }

        @Override
        public Future<Boolean> did(Verdict gone, Freed freed, boolean isHeld) {
            String project = job.map(Job::project).orElse(null);
            events += gone.events(project);
            bytes += freed.bytes();
            held += isHeld ? 1 : 0;
            return goOn(job.map(asked -> jobs.advance(asked.id(), gone.events(project), freed.bytes())));
        }

        private Future<Boolean> goOn(Optional<Future<Boolean>> told) {
            return told.orElse(Future.succeededFuture(true)).map(on -> {
                stopped |= !on || !turn.isMine();
                return !stopped;
            });
        }
    }
}
