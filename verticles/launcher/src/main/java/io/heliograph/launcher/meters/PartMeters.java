package io.heliograph.launcher.meters;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.WindowFigures;
import io.heliograph.audit.AuditFigures;
import io.heliograph.audit.AuditQueue;
import io.heliograph.bridge.StreamFigures;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.drain.DrainProgress;
import io.heliograph.gateway.guard.Connections;
import io.heliograph.intake.Intake;
import io.heliograph.journal.Journal;
import io.heliograph.store.Breaker;
import io.heliograph.web.access.Guard;
import io.heliograph.web.limits.Admission;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.work.WorkFigures;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Shows what the parts of a node do, read off themselves at each scrape. */
public final class PartMeters {
    private final Meters meters;

    PartMeters(Meters meters) {
        this.meters = meters;
    }

    /** Shows who is connected. */
    public void watch(Connections connections) {
        meters.gauge(
                "heliograph.http.connections",
                "Connections that are open at the doors",
                connections,
                Connections::open);
    }

    /** Shows what the journal holds and how far it was drained. */
    public void watch(Journal journal) {
        meters.gauge(
                "heliograph.journal.bytes",
                "Bytes that the journal holds",
                journal,
                log -> log.status().bytes());
        meters.gauge(
                "heliograph.journal.accepting",
                "1 while the journal takes events",
                journal,
                log -> log.status().accepting() ? 1 : 0);
        meters.counter("heliograph.journal.end", "Events accepted since the journal began", journal, Journal::end);
    }

    /** Shows what the intake does. */
    public void watch(Intake intake) {
        meters.counter(
                "heliograph.masked.values", "Values, and parts of texts, that were masked", intake, Intake::masked);
    }

    /** Shows what is nowhere to be found. */
    public void watch(DrainProgress progress) {
        meters.counter(
                "heliograph.events.missing",
                "Accepted events that the journal no longer has and PostgreSQL does not hold",
                progress,
                DrainProgress::missing);
    }

    /** Shows what the doors' limits do. */
    public void watch(Admission admission, SharedRoom inFlight) {
        meters.gauge(
                "heliograph.limit.in.flight",
                "Requests with events that may be under way, as the journal's disk is now",
                admission,
                Admission::limit);
        meters.gauge(
                "heliograph.ingest.in.flight",
                "Requests with events that are under way, but for those that arrive slowly",
                admission,
                Admission::underWay);
        meters.gauge(
                "heliograph.bodies.in.flight.bytes", "Bytes of bodies that are under way", inFlight, SharedRoom::held);
    }

    /** Shows what the audit trail holds on to, and what it could not keep. */
    public void watch(AuditQueue queue, AuditFigures figures) {
        meters.gauge(
                "heliograph.audit.waiting",
                "Entries of the audit trail that wait to be written",
                queue,
                AuditQueue::size);
        meters.counter(
                "heliograph.audit.entries",
                "Entries of the audit trail that this node has written",
                figures,
                AuditFigures::written);
        meters.counter(
                "heliograph.audit.folded",
                "Refusals that were counted in the entry of others like them",
                figures,
                AuditFigures::folded);
        meters.counter(
                "heliograph.audit.lost",
                "Entries of the audit trail for which there was no room",
                figures,
                AuditFigures::lost);
    }

    /** Shows the sockets that are open for calls. */
    public void watchSockets(SharedRoom sockets) {
        meters.gauge("heliograph.rpc.sockets", "WebSockets that are open at /rpc", sockets, SharedRoom::held);
    }

    /** Shows the agents that are connected. */
    public void watchAgents(SharedRoom agents) {
        meters.gauge(
                "heliograph.acp.connected",
                "Agents that are connected at /acp and /acp/inbox",
                agents,
                SharedRoom::held);
    }

    /** Shows who watches the live stream, and what that costs. */
    public void watch(StreamFigures figures) {
        meters.gauge(
                "heliograph.stream.watchers",
                "Watchers of the live stream on this node",
                figures,
                StreamFigures::watchers);
        meters.counter(
                "heliograph.stream.reads",
                "Looks into this node's journal for the live stream; none while nobody watches anywhere",
                figures,
                StreamFigures::reads);
        meters.counter(
                "heliograph.stream.pushed",
                "Events handed to watchers, counted for each of them",
                figures,
                StreamFigures::pushed);
        meters.counter(
                "heliograph.stream.dropped", "Watchers whose stream the hub ended", figures, StreamFigures::dropped);
    }

    /** Shows who watches live payloads here. */
    public void watchLive(SharedRoom watchers) {
        meters.gauge(
                "heliograph.live.watchers",
                "Connections that get live payloads from this node",
                watchers,
                SharedRoom::held);
    }

    /** Shows what live payloads cost. */
    public void watch(WorkFigures figures) {
        meters.counter(
                "heliograph.live.questions",
                "Statements sent to PostgreSQL for live payloads; none while nobody watches anywhere",
                figures,
                WorkFigures::questions);
        meters.counter(
                "heliograph.live.collections",
                "How often this node collected live payloads, of all watched projects at once",
                figures,
                WorkFigures::collections);
        meters.counter(
                "heliograph.live.collection.seconds",
                "How long that took, all together",
                figures,
                WorkFigures::seconds);
    }

    /** Shows what the windows hold, and what they had no room for. */
    public void watch(WindowFigures figures) {
        meters.counter(
                "heliograph.windows.events",
                "Events that this node has counted in windows since it was started",
                figures,
                WindowFigures::events);
        meters.gauge(
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
    public void watch(AnswerFigures figures) {
        answers("hit", figures, AnswerFigures::hits);
        answers("miss", figures, AnswerFigures::misses);
        meters.gauge(
                "heliograph.answers.held",
                "Answers about long ranges that this node remembers",
                figures,
                AnswerFigures::held);
    }

    /** Shows how often credentials were refused. */
    public void watch(Guard guard) {
        meters.counter("heliograph.auth.refused", "Credentials that were looked at and refused", guard, Guard::refused);
        meters.counter(
                "heliograph.auth.throttled",
                "Credentials that were not looked at, since too many from their address were refused",
                guard,
                Guard::throttled);
    }

    /** Shows whether this node leaves PostgreSQL alone. */
    public void watch(Breaker breaker) {
        meters.gauge(
                "heliograph.database.breaker.state",
                "The circuit breaker before PostgreSQL: 0 closed, 1 half-open, 2 open",
                breaker,
                guard -> guard.state().ordinal());
        for (Breaker.State state : Breaker.State.values()) {
            meters.counter(
                    "heliograph.database.breaker.transitions",
                    "How often the circuit breaker has come into a state",
                    breaker,
                    guard -> guard.entered(state),
                    Tags.of("to", state.toString()));
        }
    }

    private void beyond(String bound, WindowFigures figures, ToLongFunction<WindowOverflow> figure) {
        meters.counter(
                "heliograph.windows.overflow",
                "What went beyond a bound of the windows",
                figures,
                all -> figure.applyAsLong(all.overflow()),
                Tags.of("bound", bound));
    }

    private void answers(String result, AnswerFigures figures, ToDoubleFunction<AnswerFigures> figure) {
        meters.counter(
                "heliograph.answers",
                "Questions about long ranges, answered from memory or not",
                figures,
                figure,
                Tags.of("result", result));
    }
}
