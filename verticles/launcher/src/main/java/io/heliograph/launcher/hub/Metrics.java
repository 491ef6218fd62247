package io.heliograph.launcher.hub;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.WindowFigures;
import io.heliograph.audit.AuditFigures;
import io.heliograph.audit.AuditQueue;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.drain.DeadLetterFigures;
import io.heliograph.drain.DeadLetterFigures.Snapshot;
import io.heliograph.drain.DrainProgress;
import io.heliograph.flow.Balance;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.intake.Intake;
import io.heliograph.journal.Journal;
import io.heliograph.store.Breaker;
import io.heliograph.web.Refusals;
import io.heliograph.web.Refusals.Refusal;
import io.heliograph.web.access.Guard;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.work.WorkFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The node's meters. The balance is read once for each scrape, so that its figures always agree with each other. */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
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

    /** Shows how long requests take that are told to it. */
    HttpMeters requests() {
        return new HttpMeters(registry);
    }

    /** Shows who is connected. */
    void watch(Connections connections) {
        gauge("heliograph.http.connections", "Connections that are open at the doors", connections, Connections::open);
    }

    /** Shows what the journal holds and how far it was drained. */
    public void watch(Journal journal) {
        gauge(
                "heliograph.journal.bytes",
                "Bytes that the journal holds",
                journal,
                log -> log.status().bytes());
        gauge(
                "heliograph.journal.accepting",
                "1 while the journal takes events",
                journal,
                log -> log.status().accepting() ? 1 : 0);
        counter("heliograph.journal.end", "Events accepted since the journal began", journal, Journal::end);
    }

    /** Shows what the intake does. */
    void watch(Intake intake) {
        counter("heliograph.masked.values", "Values, and parts of texts, that were masked", intake, Intake::masked);
    }

    /** Shows what is nowhere to be found. */
    void watch(DrainProgress progress) {
        counter(
                "heliograph.events.missing",
                "Accepted events that the journal no longer has and PostgreSQL does not hold",
                progress,
                DrainProgress::missing);
    }

    /** Shows what the doors' limits do. */
    public void watch(Admission admission, SharedRoom inFlight, Refusals counted) {
        refusals = counted;
        gauge(
                "heliograph.limit.in.flight",
                "Requests with events that may be under way, as the journal's disk is now",
                admission,
                Admission::limit);
        gauge(
                "heliograph.ingest.in.flight",
                "Requests with events that are under way, but for those that arrive slowly",
                admission,
                Admission::underWay);
        gauge("heliograph.bodies.in.flight.bytes", "Bytes of bodies that are under way", inFlight, SharedRoom::held);
    }

    /** Shows what the audit trail holds on to, and what it could not keep. */
    void watch(AuditQueue queue, AuditFigures figures) {
        gauge(
                "heliograph.audit.waiting",
                "Entries of the audit trail that wait to be written",
                queue,
                AuditQueue::size);
        counter(
                "heliograph.audit.entries",
                "Entries of the audit trail that this node has written",
                figures,
                AuditFigures::written);
        counter(
                "heliograph.audit.folded",
                "Refusals that were counted in the entry of others like them",
                figures,
                AuditFigures::folded);
        counter(
                "heliograph.audit.lost",
                "Entries of the audit trail for which there was no room",
                figures,
                AuditFigures::lost);
    }

    /** Shows the sockets that are open for calls. */
    public void watchSockets(SharedRoom sockets) {
        gauge("heliograph.rpc.sockets", "WebSockets that are open at /rpc", sockets, SharedRoom::held);
    }

    /** Shows the agents that are connected. */
    void watchAgents(SharedRoom agents) {
        gauge("heliograph.acp.connected", "Agents that are connected at /acp and /acp/inbox", agents, SharedRoom::held);
    }

    /** Shows who watches the live stream, and what that costs. */
    void watch(StreamFigures figures) {
        gauge(
                "heliograph.stream.watchers",
                "Watchers of the live stream on this node",
                figures,
                StreamFigures::watchers);
        counter(
                "heliograph.stream.reads",
                "Looks into this node's journal for the live stream; none while nobody watches anywhere",
                figures,
                StreamFigures::reads);
        counter(
                "heliograph.stream.pushed",
                "Events handed to watchers, counted for each of them",
                figures,
                StreamFigures::pushed);
        counter("heliograph.stream.dropped", "Watchers whose stream the hub ended", figures, StreamFigures::dropped);
    }

    /** Shows who watches live payloads here. */
    void watchLive(SharedRoom watchers) {
        gauge(
                "heliograph.live.watchers",
                "Connections that get live payloads from this node",
                watchers,
                SharedRoom::held);
    }

    /** Shows what live payloads cost. */
    void watch(WorkFigures figures) {
        counter(
                "heliograph.live.questions",
                "Statements sent to PostgreSQL for live payloads; none while nobody watches anywhere",
                figures,
                WorkFigures::questions);
        counter(
                "heliograph.live.collections",
                "How often this node collected live payloads, of all watched projects at once",
                figures,
                WorkFigures::collections);
        counter(
                "heliograph.live.collection.seconds",
                "How long that took, all together",
                figures,
                WorkFigures::seconds);
    }

    /** Shows what the windows hold, and what they had no room for. */
    void watch(WindowFigures figures) {
        counter(
                "heliograph.windows.events",
                "Events that this node has counted in windows since it was started",
                figures,
                WindowFigures::events);
        gauge(
                "heliograph.windows.bytes",
                "About how many bytes of the heap the windows hold",
                figures,
                WindowFigures::bytes);
        beyond("types", figures, WindowOverflow::types);
        beyond("fields", figures, WindowOverflow::fields);
        beyond("series", figures, WindowOverflow::series);
        beyond("values", figures, WindowOverflow::values);
    }

    /** Shows what it is good for to remember answers. */
    void watch(AnswerFigures figures) {
        answers("hit", figures, AnswerFigures::hits);
        answers("miss", figures, AnswerFigures::misses);
        gauge(
                "heliograph.answers.held",
                "Answers about long ranges that this node remembers",
                figures,
                AnswerFigures::held);
    }

    /** Shows how often credentials were refused. */
    void watch(Guard guard) {
        counter("heliograph.auth.refused", "Credentials that were looked at and refused", guard, Guard::refused);
        counter(
                "heliograph.auth.throttled",
                "Credentials that were not looked at, since too many from their address were refused",
                guard,
                Guard::throttled);
    }

    /** Shows whether this node leaves PostgreSQL alone. */
    public void watch(Breaker breaker) {
        gauge(
                "heliograph.database.breaker.state",
                "The circuit breaker before PostgreSQL: 0 closed, 1 half-open, 2 open",
                breaker,
                guard -> guard.state().ordinal());
        for (Breaker.State state : Breaker.State.values()) {
            counter(
                    "heliograph.database.breaker.transitions",
                    "How often the circuit breaker has come into a state",
                    breaker,
                    guard -> guard.entered(state),
                    Tags.of("to", state.toString()));
        }
    }

    /** Shows the events that PostgreSQL refused and what became of them; the balance leaves them where it put them. */
    public void watch(DeadLetterFigures letters) {
        deadLetters = letters;
        replayed("stored", letters, Snapshot::stored);
        replayed("duplicate", letters, Snapshot::duplicates);
        replayed("refused", letters, Snapshot::refused);
        counter(
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

    private void beyond(String bound, WindowFigures figures, ToLongFunction<WindowOverflow> figure) {
        counter(
                "heliograph.windows.overflow",
                "What went beyond a bound of the windows",
                figures,
                all -> figure.applyAsLong(all.overflow()),
                Tags.of("bound", bound));
    }

    private void answers(String result, AnswerFigures figures, ToDoubleFunction<AnswerFigures> figure) {
        counter(
                "heliograph.answers",
                "Questions about long ranges, answered from memory or not",
                figures,
                figure,
                Tags.of("result", result));
    }

    private void replayed(String result, DeadLetterFigures letters, ToLongFunction<Snapshot> figure) {
        counter(
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
        gauge(
                "heliograph.events.pending",
                "Events that are durable and wait to be stored",
                this,
                all -> all.of(project).pending(),
                of);
    }

    private void register(Refusal refusal) {
        counter(
                "heliograph.requests.throttled",
                "Requests that a limit turned away; nothing of them was kept or counted as received",
                this,
                all -> all.turnedAway.get(refusal),
                Tags.of("project", refusal.project(), "code", refusal.code()));
    }

    private void events(String what, String description, Tags tags, String project, ToLongFunction<Figures> figure) {
        counter("heliograph.events." + what, description, this, all -> figure.applyAsLong(all.of(project)), tags);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> figure) {
        gauge(name, description, of, figure, Tags.empty());
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> figure, Tags tags) {
        Gauge.builder(name, of, figure).description(description).tags(tags).register(registry);
    }

    private <T> void counter(String name, String description, T of, ToDoubleFunction<T> figure) {
        counter(name, description, of, figure, Tags.empty());
    }

    private <T> void counter(String name, String description, T of, ToDoubleFunction<T> figure, Tags tags) {
        FunctionCounter.builder(name, of, figure)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Figures of(String project) {
        return figures.get(project);
    }
}
