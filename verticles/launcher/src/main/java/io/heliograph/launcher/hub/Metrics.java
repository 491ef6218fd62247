package io.heliograph.launcher.hub;

import io.heliograph.flow.Balance;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.journal.Journal;
import io.heliograph.web.Refusals;
import io.heliograph.web.Refusals.Refusal;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.SharedRoom;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** The node's meters. The balance is read once for each scrape, so that its figures always agree with each other. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Balance balance;
    private final Set<String> projects = ConcurrentHashMap.newKeySet();
    private final Set<Refusal> refusalsSeen = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Figures> figures = Map.of();
    private volatile Map<Refusal, Long> turnedAway = Map.of();
    private volatile Refusals refusals = new Refusals(0);

    public Metrics(Balance balance) {
        this.balance = balance;
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows what the journal holds and how far it was drained. */
    public void watch(Journal journal) {
        Gauge.builder("heliograph.journal.bytes", journal, log -> log.status().bytes())
                .description("Bytes that the journal holds")
                .register(registry);
        Gauge.builder(
                        "heliograph.journal.accepting",
                        journal,
                        log -> log.status().accepting() ? 1 : 0)
                .description("1 while the journal takes events")
                .register(registry);
        FunctionCounter.builder("heliograph.journal.end", journal, Journal::end)
                .description("Events accepted since the journal began")
                .register(registry);
    }

    /** Shows what the doors' limits do. */
    public void watch(Admission admission, SharedRoom inFlight, Refusals counted) {
        refusals = counted;
        Gauge.builder("heliograph.limit.in.flight", admission, Admission::limit)
                .description("Requests with events that may be under way, as the journal's disk is now")
                .register(registry);
        Gauge.builder("heliograph.ingest.in.flight", admission, Admission::underWay)
                .description("Requests with events that are under way, but for those that arrive slowly")
                .register(registry);
        Gauge.builder("heliograph.bodies.in.flight.bytes", inFlight, SharedRoom::held)
                .description("Bytes of bodies that are under way")
                .register(registry);
    }

    synchronized String scrape() {
        figures = balance.snapshot();
        turnedAway = refusals.snapshot();
        turnedAway.keySet().stream().filter(refusalsSeen::add).forEach(this::register);
        figures.keySet().stream().filter(projects::add).forEach(this::register);
        return registry.scrape();
    }

    private void register(String project) {
        Tags of = Tags.of("project", project);
        counter("received", "Events that reached a door", of, project, Figures::received);
        counter("accepted", "Events that are durable in the journal of this node", of, project, Figures::accepted);
        counter("rejected", "Events that were not acceptable", of, project, Figures::rejected);
        counter("stored", "Events that are stored in PostgreSQL", of, project, Figures::stored);
        counter("recovered", "Accepted events that an earlier run left behind", of, project, Figures::recovered);
        counter("duplicates", "Repeats left out", of.and("at", "door"), project, Figures::repeated);
        counter("duplicates", "Repeats left out", of.and("at", "drain"), project, Figures::duplicates);
        counter("set.aside", "Events that PostgreSQL refused, kept as dead letters", of, project, Figures::setAside);
        Gauge.builder("heliograph.events.pending", this, all -> all.of(project).pending())
                .description("Events that are durable and wait to be stored")
                .tags(of)
                .register(registry);
    }

    private void register(Refusal refusal) {
        FunctionCounter.builder("heliograph.requests.throttled", this, all -> all.turnedAway.get(refusal))
                .description("Requests that a limit turned away; nothing of them was kept or counted as received")
                .tags("project", refusal.project(), "code", refusal.code())
                .register(registry);
    }

    private void counter(String what, String description, Tags tags, String project, ToLongFunction<Figures> figure) {
        FunctionCounter.builder("heliograph.events." + what, this, all -> figure.applyAsLong(all.of(project)))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Figures of(String project) {
        return figures.get(project);
    }
}
