package io.heliograph.store.work;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.events.Micros;
import io.heliograph.store.events.Projection;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the tables of work: jobs by their newest state, workers, orchestrators, figures of one's own. */
public final class WorkProjection implements Projection {
    static final String LAST_RUN = "last_run";
    static final String DECISIONS_PENDING = "decisions_pending";
    static final String SATURATION_RATE = "saturation_rate";

    private static final String ORCHESTRATOR = "orchestrator.";
    private static final String WORKER = "worker.";
    private static final Set<String> ACTIONS = Set.of("orchestrator.action", "orchestrator.action_executed");
    private static final Set<String> GOODBYES = Set.of("worker.stopped", "worker.gone");

    private final List<CustomMetric> metrics;
    private final Set<String> metricTypes = new HashSet<>();

    public WorkProjection(List<CustomMetric> metrics) {
        this.metrics = List.copyOf(metrics);
        metrics.forEach(metric -> metricTypes.add(metric.type()));
    }

    @Override
    public Future<Void> stored(SqlConnection transaction, List<JournaledEvent> events) {
        Told told = new Told();
        for (JournaledEvent event : events) {
            if (concernsWork(event.type())) {
                tell(event, told);
            }
        }
        return told.isNothing() ? Future.succeededFuture() : WorkStatements.write(transaction, told);
    }

    private boolean concernsWork(String type) {
        return JobState.ofType(type) != null
                || type.startsWith(ORCHESTRATOR)
                || type.startsWith(WORKER)
                || metricTypes.contains(type);
    }

    private void tell(JournaledEvent event, Told told) {
        PayloadFields payload = PayloadFields.of(event.payload().text());
        String type = event.type();
        JobState state = JobState.ofType(type);
        if (state != null) {
            ofJob(event, state, payload, told);
        } else if (type.startsWith(ORCHESTRATOR)) {
            ofOrchestrator(event, payload, told);
        } else if (type.startsWith(WORKER)) {
            String worker = payload.name("worker");
            told.see(event, worker != null ? worker : event.agentId(), GOODBYES.contains(type));
        }
        if (metricTypes.contains(type)) {
            ofMetrics(event, payload, told);
        }
    }

    private static void ofJob(JournaledEvent event, JobState state, PayloadFields payload, Told told) {
        Job job = Job.of(event, state, payload);
        if (job != null) {
            told.jobs.merge(job.key(), job, Job::and);
        }
        told.see(event, payload.name("worker"), false);
    }

    private static void ofOrchestrator(JournaledEvent event, PayloadFields payload, Told told) {
        if (ACTIONS.contains(event.type())) {
            told.tally.add(event.project(), Tally.ACTION, Tally.SECOND, event.timestamp(), 1);
        }
        told.gauge(event, LAST_RUN, Micros.instant(event.timestamp()).getEpochSecond());
        Double pending = payload.number(DECISIONS_PENDING);
        if (pending != null && pending >= 0) {
            told.gauge(event, DECISIONS_PENDING, pending);
        }
        Double saturation = payload.number(SATURATION_RATE);
        if (saturation != null) {
            told.gauge(event, SATURATION_RATE, Math.max(0, Math.min(1, saturation)));
        }
    }

    private void ofMetrics(JournaledEvent event, PayloadFields payload, Told told) {
        for (CustomMetric metric : metrics) {
            Double value = metric.type().equals(event.type()) ? payload.number(metric.field()) : null;
            if (value == null) {
                continue;
            }
            if (metric.aggregation() == CustomMetric.Aggregation.LAST) {
                told.gauge(event, metric.counter(), value);
            } else {
                told.tally.add(event.project(), metric.counter(), Tally.MINUTE, event.timestamp(), value);
            }
        }
    }

    /** What a batch tells, each row of each table once. */
    static final class Told {
        final Map<Job.Key, Job> jobs = new HashMap<>();
        final Map<Tally.Counter, Reading> gauges = new HashMap<>();
        final Map<Tally.Counter, Sighting> workers = new HashMap<>();
        final Tally tally = new Tally();

        /** The newest value of a gauge. */
        record Reading(long at, double value) {
            private Reading newest(Reading other) {
                return other.at >= at ? other : this;
            }
        }

        /** When a worker was last heard of, and whether it said goodbye then. */
        record Sighting(long at, boolean gone) {
            private Sighting newest(Sighting other) {
                return other.at >= at ? other : this;
            }
        }

        boolean isNothing() {
            return jobs.isEmpty()
                    && gauges.isEmpty()
                    && workers.isEmpty()
                    && tally.slices().isEmpty();
        }

        private void gauge(JournaledEvent event, String name, double value) {
            gauges.merge(
                    new Tally.Counter(event.project(), name), new Reading(event.timestamp(), value), Reading::newest);
        }

        private void see(JournaledEvent event, String worker, boolean gone) {
            if (worker != null && worker.length() <= Job.LONGEST_NAME) {
                workers.merge(
                        new Tally.Counter(event.project(), worker),
                        new Sighting(event.timestamp(), gone),
                        Sighting::newest);
            }
        }
    }
}
