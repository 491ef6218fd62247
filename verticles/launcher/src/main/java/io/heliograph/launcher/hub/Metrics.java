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

    /** Shows what the intake does. */
    void watch(Intake intake) {
        FunctionCounter.builder("heliograph.masked.values", intake, Intake::masked)
                .description("Values, and parts of texts, that were masked")
                .register(registry);
    }

    /** Shows what is nowhere to be found. */
    void watch(DrainProgress progress) {
        FunctionCounter.builder("heliograph.events.missing", progress, DrainProgress::missing)
                .description("Accepted events that the journal no longer has and PostgreSQL does not hold")
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

    /** Shows what the audit trail holds on to, and what it could not keep. */
    void watch(AuditQueue queue, AuditFigures figures) {
        Gauge.builder("heliograph.audit.waiting", queue, AuditQueue::size)
                .description("Entries of the audit trail that wait to be written")
                .register(registry);
        FunctionCounter.builder("heliograph.audit.entries", figures, AuditFigures::written)
                .description("Entries of the audit trail that this node has written")
                .register(registry);
        FunctionCounter.builder("heliograph.audit.folded", figures, AuditFigures::folded)
                .description("Refusals that were counted in the entry of others like them")
                .register(registry);
        FunctionCounter.builder("heliograph.audit.lost", figures, AuditFigures::lost)
                .description("Entries of the audit trail for which there was no room")
                .register(registry);
    }

    /** Shows the sockets that are open for calls. */
    public void watchSockets(SharedRoom sockets) {
        Gauge.builder("heliograph.rpc.sockets", sockets, SharedRoom::held)
                .description("WebSockets that are open at /rpc")
                .register(registry);
    }

    /** Shows the agents that are connected. */
    void watchAgents(SharedRoom agents) {
        Gauge.builder("heliograph.acp.connected", agents, SharedRoom::held)
                .description("Agents that are connected at /acp and /acp/inbox")
                .register(registry);
    }

    /** Shows who watches the live stream, and what that costs. */
    void watch(StreamFigures figures) {
        Gauge.builder("heliograph.stream.watchers", figures, StreamFigures::watchers)
                .description("Watchers of the live stream on this node")
                .register(registry);
        FunctionCounter.builder("heliograph.stream.reads", figures, StreamFigures::reads)
                .description("Looks into this node's journal for the live stream; none while nobody watches anywhere")
                .register(registry);
        FunctionCounter.builder("heliograph.stream.pushed", figures, StreamFigures::pushed)
                .description("Events handed to watchers, counted for each of them")
                .register(registry);
        FunctionCounter.builder("heliograph.stream.dropped", figures, StreamFigures::dropped)
                .description("Watchers whose stream the hub ended")
                .register(registry);
    }

    /** Shows who watches live payloads here. */
    void watchLive(SharedRoom watchers) {
        Gauge.builder("heliograph.live.watchers", watchers, SharedRoom::held)
                .description("Connections that get live payloads from this node")
                .register(registry);
    }

    /** Shows what live payloads cost. */
    void watch(WorkFigures figures) {
        FunctionCounter.builder("heliograph.live.questions", figures, WorkFigures::questions)
                .description("Statements sent to PostgreSQL for live payloads; none while nobody watches anywhere")
                .register(registry);
        FunctionCounter.builder("heliograph.live.collections", figures, WorkFigures::collections)
                .description("How often this node collected live payloads, of all watched projects at once")
                .register(registry);
        FunctionCounter.builder("heliograph.live.collection.seconds", figures, WorkFigures::seconds)
                .description("How long that took, all together")
                .register(registry);
    }

    /** Shows what the windows hold, and what they had no room for. */
    void watch(WindowFigures figures) {
        FunctionCounter.builder("heliograph.windows.events", figures, WindowFigures::events)
                .description("Events that this node has counted in windows since it was started")
                .register(registry);
        Gauge.builder("heliograph.windows.bytes", figures, WindowFigures::bytes)
                .description("About how many bytes of the heap the windows hold")
                .register(registry);
        beyond("types", figures, WindowOverflow::types);
        beyond("fields", figures, WindowOverflow::fields);
        beyond("series", figures, WindowOverflow::series);
        beyond("values", figures, WindowOverflow::values);
    }

    /** Shows what it is good for to remember answers. */
    void watch(AnswerFigures figures) {
        answers("hit", figures, AnswerFigures::hits);
        answers("miss", figures, AnswerFigures::misses);
        Gauge.builder("heliograph.answers.held", figures, AnswerFigures::held)
                .description("Answers about long ranges that this node remembers")
                .register(registry);
    }

    /** Shows how often credentials were refused. */
    void watch(Guard guard) {
        FunctionCounter.builder("heliograph.auth.refused", guard, Guard::refused)
                .description("Credentials that were looked at and refused")
                .register(registry);
        FunctionCounter.builder("heliograph.auth.throttled", guard, Guard::throttled)
                .description("Credentials that were not looked at, since too many from their address were refused")
                .register(registry);
    }

    /** Shows whether this node leaves PostgreSQL alone. */
    public void watch(Breaker breaker) {
        Gauge.builder(
                        "heliograph.database.breaker.state",
                        breaker,
                        guard -> guard.state().ordinal())
                .description("The circuit breaker before PostgreSQL: 0 closed, 1 half-open, 2 open")
                .register(registry);
        for (Breaker.State state : Breaker.State.values()) {
            FunctionCounter.builder("heliograph.database.breaker.transitions", breaker, guard -> guard.entered(state))
                    .description("How often the circuit breaker has come into a state")
                    .tags("to", state.toString())
                    .register(registry);
        }
    }

    /** Shows the events that PostgreSQL refused and what became of them; the balance leaves them where it put them. */
    public void watch(DeadLetterFigures letters) {
        deadLetters = letters;
        replayed("stored", letters, Snapshot::stored);
        replayed("duplicate", letters, Snapshot::duplicates);
        replayed("refused", letters, Snapshot::refused);
        FunctionCounter.builder(
                        "heliograph.dead.letters.deleted",
                        letters,
                        all -> all.now().deleted())
                .description("Dead letters that were given up on this node")
                .register(registry);
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
        FunctionCounter.builder("heliograph.windows.overflow", figures, all -> figure.applyAsLong(all.overflow()))
                .description("What went beyond a bound of the windows")
                .tags("bound", bound)
                .register(registry);
    }

    private void answers(String result, AnswerFigures figures, ToDoubleFunction<AnswerFigures> figure) {
        FunctionCounter.builder("heliograph.answers", figures, figure)
                .description("Questions about long ranges, answered from memory or not")
                .tags("result", result)
                .register(registry);
    }

    private void replayed(String result, DeadLetterFigures letters, ToLongFunction<Snapshot> figure) {
        FunctionCounter.builder("heliograph.dead.letters.replayed", letters, all -> figure.applyAsLong(all.now()))
                .description("Dead letters that were replayed on this node; rows in PostgreSQL are stored + replayed")
                .tags("result", result)
                .register(registry);
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
