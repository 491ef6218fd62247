package io.heliograph.contracts.events;

import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Notification;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.ProblemKind;

/** What can be done with events: send them, list them, find one, take them away. */
public final class EventOperations {
    public static final Operation<EventInput, IngestReceipt> INGEST = Operation.named(
                    "events.ingest",
                    EventInput.class,
                    IngestReceipt.class,
                    Scope.EVENTS_WRITE,
                    "Accepts events and answers once they are durable: one, an array, {\"events\": […]} or NDJSON.")
            .styled(Style.INGEST)
            .post("/events", 202);

    public static final Operation<EventQuery, EventPage> QUERY = Operation.named(
                    "events.query",
                    EventQuery.class,
                    EventPage.class,
                    Scope.EVENTS_READ,
                    "Lists stored events, newest first, by cursor or by page.")
            .get("/events")
            .refuses(ProblemKind.PAGE_TOO_LARGE);

    public static final Operation<ExportQuery, EventPage> EXPORT = Operation.named(
                    "events.export",
                    ExportQuery.class,
                    EventPage.class,
                    Scope.EVENTS_READ,
                    "Streams all events that match, as CSV or NDJSON, however many they are.")
            .styled(Style.STREAM)
            .get("/events/export");

    public static final Operation<EventId, Event> GET = Operation.named(
                    "events.get", EventId.class, Event.class, Scope.EVENTS_READ, "Gives one event by its id.")
            .get("/events/{id}");

    public static final Operation<HistoryQuery, EventPage> HISTORY = Operation.named(
                    "telemetry.history",
                    HistoryQuery.class,
                    EventPage.class,
                    Scope.EVENTS_READ,
                    "Lists what one agent sent, newest first, by page.")
            .get("/telemetry/history")
            .refuses(ProblemKind.PAGE_TOO_LARGE);

    public static final Operation<AgentQuery, AgentPage> AGENTS = Operation.named(
                    "agents.list",
                    AgentQuery.class,
                    AgentPage.class,
                    Scope.EVENTS_READ,
                    "Lists the agents that have sent events or registered, with when they were first and last seen.")
            .get("/agents");

    public static final Operation<LogQuery, LogPage> LOGS = Operation.named(
                    "logs.query",
                    LogQuery.class,
                    LogPage.class,
                    Scope.EVENTS_READ,
                    "Lists log lines (events of type log or log.*), newest first.")
            .get("/logs");

    public static final Operation<EventSubscription, EventsSubscribed> SUBSCRIBE = Operation.named(
                    "events.subscribe",
                    EventSubscription.class,
                    EventsSubscribed.class,
                    Scope.EVENTS_READ,
                    "Pushes accepted events as events.event, from now on or from where 'resume' says.")
            .styled(Style.SOCKET);

    public static final Operation<Unsubscribe, Unsubscribed> UNSUBSCRIBE = Operation.named(
                    "events.unsubscribe",
                    Unsubscribe.class,
                    Unsubscribed.class,
                    Scope.EVENTS_READ,
                    "Ends a subscription of this socket.")
            .styled(Style.SOCKET);

    public static final Notification<StreamedEvents> EVENT = Notification.named(
                    "events.event",
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    StreamedEvents.class,
                    "Accepted events of all nodes, as they come.")
            .at("/stream");

    private EventOperations() {}
}
