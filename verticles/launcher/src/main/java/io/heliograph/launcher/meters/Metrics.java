package io.heliograph.launcher.meters;

import io.heliograph.drain.DeadLetterFigures;
import io.heliograph.drain.DeadLetterFigures.Snapshot;
import io.heliograph.exporters.ExporterStatus;
import io.heliograph.flow.Balance;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.gateway.RequestTimes;
import io.heliograph.web.Refusals;
import io.heliograph.web.Refusals.Refusal;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The node's meters. The balance is read once for each scrape, so that its figures always agree with each other. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final Balance balance;
    private final MultiGauge waiting = MultiGauge.builder("heliograph.dead.letters")
            .description("Events in the database's table of dead letters, of all nodes")
            .register(registry);
    private final Set<String> projects = ConcurrentHashMap.newKeySet();
    private final Set<Refusal> refusalsSeen = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Figures> figures = Map.of();
    private volatile Map<Refusal, Long> turnedAway = Map.of();
    private volatile Refusals refusals = new Refusals(0);
    private volatile DeadLetterFigures deadLetters = new DeadLetterFigures();

    public Metrics(Balance balance) {
        this.balance = balance;
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Where the parts of the node are shown. */
    public PartMeters parts() {
        return new PartMeters(meters);
    }

    /** Shows how long requests take that are told to it. */
    public RequestTimes requests() {
        return new HttpMeters(registry);
    }

    /** Shows what an exporter does. */
    public void watch(ExporterStatus exporter) {
        ExporterMeters.watch(exporter, meters);
    }

    /** Shows whom the doors' limits turn away. */
    public void watch(Refusals counted) {
        refusals = counted;
    }

    /** Shows the events that PostgreSQL refused and what became of them; the balance leaves them where it put them. */
    public void watch(DeadLetterFigures letters) {
        deadLetters = letters;
        replayed("stored", letters, Snapshot::stored);
        replayed("duplicate", letters, Snapshot::duplicates);
        replayed("refused", letters, Snapshot::refused);
        meters.counter(
                "heliograph.dead.letters.deleted",
                "Dead letters that were given up on this node",
                letters,
                all -> all.now().deleted());
    }

    synchronized String scrape() {
        figures = balance.snapshot();
        turnedAway = refusals.snapshot();
        turnedAway.keySet().stream().filter(refusalsSeen::add).forEach(this::register);
        waiting.register(
                deadLetters.now().waiting().entrySet().stream()
                        .map(letters -> Row.of(Tags.of("sqlstate", letters.getKey()), letters.getValue()))
                        .collect(Collectors.toList()),
                true);
        figures.keySet().stream().filter(projects::add).forEach(this::register);
        return registry.scrape();
    }

    private void replayed(String result, DeadLetterFigures letters, ToLongFunction<Snapshot> figure) {
        meters.counter(
                "heliograph.dead.letters.replayed",
                "Dead letters that were replayed on this node; rows in PostgreSQL are stored + replayed",
                letters,
                all -> figure.applyAsLong(all.now()),
                Tags.of("result", result));
    }

    private void register(String project) {
        Tags of = Tags.of("project", project);
        events("received", "Events that reached a door", of, project, Figures::received);
        events("accepted", "Events that are durable in the journal of this node", of, project, Figures::accepted);
        events("rejected", "Events that were not acceptable", of, project, Figures::rejected);
        events("stored", "Events that are stored in PostgreSQL", of, project, Figures::stored);
        events("recovered", "Accepted events that an earlier run left behind", of, project, Figures::recovered);
        events("duplicates", "Repeats left out", of.and("at", "door"), project, Figures::repeated);
        events("duplicates", "Repeats left out", of.and("at", "drain"), project, Figures::duplicates);
        events("set.aside", "Events that PostgreSQL refused, kept as dead letters", of, project, Figures::setAside);
        meters.gauge(
                "heliograph.events.pending",
                "Events that are durable and wait to be stored",
                this,
                all -> all.of(project).pending(),
                of);
    }

    private void register(Refusal refusal) {
        meters.counter(
                "heliograph.requests.throttled",
                "Requests that a limit turned away; nothing of them was kept or counted as received",
                this,
                all -> all.turnedAway.get(refusal),
                Tags.of("project", refusal.project(), "code", refusal.code()));
    }

    private void events(String what, String description, Tags tags, String project, ToLongFunction<Figures> figure) {
        meters.counter(
                "heliograph.events." + what, description, this, all -> figure.applyAsLong(all.of(project)), tags);
    }

    private Figures of(String project) {
        return figures.get(project);
    }
}
