package io.heliograph.contracts.bus;

import io.heliograph.contracts.access.AccessKey;
import io.heliograph.contracts.access.CreatedKey;
import io.heliograph.contracts.access.IssuedTicket;
import io.heliograph.contracts.access.KeyId;
import io.heliograph.contracts.access.KeyPage;
import io.heliograph.contracts.access.KeyQuery;
import io.heliograph.contracts.access.NewKey;
import io.heliograph.contracts.access.NewTicket;
import io.heliograph.contracts.acp.Acknowledged;
import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.AcpMessage;
import io.heliograph.contracts.acp.AcpReply;
import io.heliograph.contracts.acp.AgentHeartbeat;
import io.heliograph.contracts.acp.AgentId;
import io.heliograph.contracts.acp.AgentLeft;
import io.heliograph.contracts.acp.AgentNames;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.acp.AgentView;
import io.heliograph.contracts.acp.DeadMessage;
import io.heliograph.contracts.acp.DeadMessageDeletion;
import io.heliograph.contracts.acp.DeadMessagePage;
import io.heliograph.contracts.acp.DeadMessageQuery;
import io.heliograph.contracts.acp.DeadMessageReplay;
import io.heliograph.contracts.acp.Delivery;
import io.heliograph.contracts.acp.Displaced;
import io.heliograph.contracts.acp.HeardQuery;
import io.heliograph.contracts.acp.Inbox;
import io.heliograph.contracts.acp.InboxQuery;
import io.heliograph.contracts.acp.MailArrived;
import io.heliograph.contracts.acp.MessagesDeleted;
import io.heliograph.contracts.acp.MessagesReplayed;
import io.heliograph.contracts.acp.Sent;
import io.heliograph.contracts.acp.TopicWish;
import io.heliograph.contracts.acp.TopicWishes;
import io.heliograph.contracts.agents.AgentCommand;
import io.heliograph.contracts.agents.AgentStarted;
import io.heliograph.contracts.agents.AgentStatusList;
import io.heliograph.contracts.agents.AgentStatusQuery;
import io.heliograph.contracts.agents.AgentStopped;
import io.heliograph.contracts.audit.AuditAnchors;
import io.heliograph.contracts.audit.AuditEntry;
import io.heliograph.contracts.audit.AuditPage;
import io.heliograph.contracts.audit.AuditQuery;
import io.heliograph.contracts.bus.Topics.AgentsChanged;
import io.heliograph.contracts.bus.Topics.Appended;
import io.heliograph.contracts.bus.Topics.KeyRevoked;
import io.heliograph.contracts.bus.Topics.Stored;
import io.heliograph.contracts.deadletters.DeadLetter;
import io.heliograph.contracts.deadletters.DeadLetterId;
import io.heliograph.contracts.deadletters.DeadLetterPage;
import io.heliograph.contracts.deadletters.DeadLetterQuery;
import io.heliograph.contracts.deadletters.Deleted;
import io.heliograph.contracts.deadletters.Deletion;
import io.heliograph.contracts.deadletters.Replay;
import io.heliograph.contracts.deadletters.ReplayReport;
import io.heliograph.contracts.events.AgentPage;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.events.EventInput;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.events.ExportQuery;
import io.heliograph.contracts.events.HistoryQuery;
import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.events.LogPage;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.events.Presence;
import io.heliograph.contracts.fleet.FleetMute;
import io.heliograph.contracts.fleet.FleetPanic;
import io.heliograph.contracts.fleet.FleetPresetChoice;
import io.heliograph.contracts.fleet.FleetPresetList;
import io.heliograph.contracts.fleet.FleetReceipt;
import io.heliograph.contracts.fleet.FleetScope;
import io.heliograph.contracts.fleet.FleetState;
import io.heliograph.contracts.hub.ClusterView;
import io.heliograph.contracts.hub.HubVersion;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.live.FeedPage;
import io.heliograph.contracts.live.FeedRead;
import io.heliograph.contracts.live.LivePayload;
import io.heliograph.contracts.live.LiveStats;
import io.heliograph.contracts.live.LiveSubscribed;
import io.heliograph.contracts.live.LiveSubscription;
import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.status.StatusBoard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One record of every type that travels on the bus, each component filled, and the text of payloads no plain JSON. */
final class Samples {
    static final Instant EARLY = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");
    static final Instant LATE = Instant.parse("9999-12-31T23:59:59.999999Z");
    static final String NAME = "żółć \"\\\n\u2028 漢字 \uD83D\uDE80";
    static final RawJson PAYLOAD = new RawJson(
            " {\t\"b\" : 1.50,\r\n \"a\":1E+3 , \"text\" : \"\\u00e9 é \\/ \uD83D\uDE80 \\ud83d\\ude80\", \"a\": 2 } ");

    private static final List<Record> TALK = List.of(
            new EventInput("hardware.gpu", NAME, NAME, NOON, NAME, PAYLOAD),
            new IngestReceipt(98, List.of(new IngestReceipt.Rejection(3, "too-long", NAME)), 2),
            new EventQuery("a", NAME, NAME, EARLY, LATE, Order.ASC, NAME, 1_000, null, null),
            new EventPage(List.of(event(EARLY), event(NOON), event(LATE)), NAME),
            new ExportQuery("a", NAME, NAME, EARLY, LATE, Order.ASC, ExportQuery.Format.NDJSON, "c"),
            new EventId(NAME),
            event(NOON),
            new HistoryQuery(NAME, 7, 13, NOON),
            new AgentQuery(NAME, 17),
            new AgentPage(
                    List.of(new AgentPage.Agent(NAME, EARLY, LATE, Long.MAX_VALUE, true, NAME, NAME, Presence.ONLINE)),
                    NAME),
            new LogQuery(NAME, "warn", EARLY, LATE, NAME, 19),
            new LogPage(List.of(new LogPage.LogLine(NAME, NOON, "warn", NAME, NAME, NAME)), NAME),
            new AcpMessage(PAYLOAD),
            new AcpReply(PAYLOAD),
            new Sent(NAME, 7, 4, 2, 1, true, true),
            new InboxQuery(NAME, 29, 99),
            new Inbox(List.of(delivery())),
            new Acknowledgement(NAME, List.of(1L, Long.MAX_VALUE)),
            new Acknowledged(3, 2),
            new MailArrived(List.of(new MailArrived.Recipient(NAME, NAME))),
            new HeardQuery(NAME, List.of(NAME)),
            new AgentNames(List.of(NAME)),
            new Displaced(NAME, NAME, Long.MAX_VALUE),
            new AgentRegistration("agent-7", NAME, NAME, List.of(NAME), new RawJson("{ \"a\" : 1 }"), 30_000L),
            new AgentHeartbeat(NAME, new RawJson("{ \"a\" : 1.50 }")),
            new AgentId(NAME),
            agent(),
            new AgentLeft(5),
            new TopicWish(NAME, "fleet.*.alarm"),
            new TopicWishes(List.of(NAME)),
            new DeadMessageQuery(NAME, NAME, 31),
            new DeadMessagePage(List.of(deadMessage()), NAME),
            new DeadMessageReplay(List.of(1L, 2L)),
            new MessagesReplayed(3, 4),
            new DeadMessageDeletion(List.of(5L)),
            new MessagesDeleted(6),
            new DeadLetterQuery("23514", EARLY, NAME, 23),
            deadLetter(),
            new DeadLetterPage(List.of(deadLetter()), NAME),
            new DeadLetterId(Long.MAX_VALUE),
            new Replay(List.of(1L, Long.MAX_VALUE), null, null, NAME, 2),
            new ReplayReport(7, 5, List.of(new ReplayReport.Refusal(3, "22P05", NAME)), NAME),
            new Deletion(List.of(1L, Long.MAX_VALUE)),
            new Deleted(Long.MAX_VALUE),
            new AuditQuery(EARLY, LATE, NAME, "deadletters.delete", "ok", NAME, 29),
            new AuditPage(List.of(entry()), NAME),
            new AuditAnchors(List.of(new AuditAnchors.Anchor(NAME, NAME, 7, NOON, NAME, NAME))),
            new EventSubscription("hardware.*", NAME, NAME, NAME),
            new EventsSubscribed(NAME, true, NAME),
            new Unsubscribe(NAME),
            new Unsubscribed(true),
            new FeedRead(Long.MAX_VALUE, 7),
            new FeedPage(3, 7, Long.MAX_VALUE, List.of(new FeedPage.Chunk(3, 4, NAME))),
            live(),
            LiveStats.of(7),
            new LiveSubscription(),
            new LiveSubscribed(NAME, 3_000),
            new Topics.LiveWanted(NAME, Map.of(NAME, 7)),
            new Topics.LiveCollected(NAME, live()),
            new Topics.Watched(NAME),
            new Topics.Grew(NAME, Long.MAX_VALUE, 3, 7),
            new NewKey("laptop", List.of(Scope.EVENTS_READ, Scope.KEYS_MANAGE), "lab-1", LATE),
            new CreatedKey("hg_a_b", "a", NAME, "lab-1", List.of(Scope.EVENTS_WRITE), LATE),
            new KeyQuery("lab-1", NAME, 29),
            accessKey(),
            new KeyPage(List.of(accessKey()), NAME),
            new KeyId(NAME),
            new NewTicket(List.of(Scope.EVENTS_READ)),
            new IssuedTicket(NAME, NOON),
            new AgentCommand(NAME),
            new AgentStarted("started"),
            new AgentStopped("stopped"),
            new AgentStatusQuery(NAME),
            new AgentStatusList(
                    List.of(new AgentStatusList.Status(NAME, "process", true, "running", NAME, NOON, 3, NAME))),
            new AgentsChanged(NAME, NAME),
            new Topics.AgentRegistered(NAME, NAME),
            new StatusBoard(
                    PAYLOAD,
                    null,
                    PAYLOAD,
                    List.of(new StatusBoard.Report(NAME, PAYLOAD, PAYLOAD, null, NOON)),
                    NAME,
                    new StatusBoard.Hub(NAME, "1.2.3", List.of("gateway"), 7, 1, 2)),
            new FleetPanic(NAME),
            new FleetMute(NAME, NOON, null, NAME),
            new FleetScope(NAME),
            new FleetPresetChoice(NAME, NAME),
            new FleetPresetList(List.of(new FleetPresetList.Preset(NAME, NAME, PAYLOAD))),
            new FleetState(
                    Long.MAX_VALUE,
                    new FleetState.Panic(EARLY, NAME, NAME),
                    List.of(new FleetState.Mute(NAME, LATE, NAME, NAME)),
                    List.of(new FleetState.ChosenPreset(NAME, NAME, PAYLOAD, NOON, NAME))),
            new FleetReceipt(3, false, 7, List.of(new FleetReceipt.Receipt(NAME, "told", 5L))),
            new Nothing(),
            new HubVersion("0.1.0", "1.0", NAME),
            new ClusterView(NAME, "tcp-ip", List.of(node())),
            new Appended(Long.MAX_VALUE),
            new Stored(NAME, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE),
            new KeyRevoked(NAME),
            new Problem(ProblemKind.OVERLOADED, NAME, List.of(new FieldProblem("limit", NAME)), 30));

    static final List<Record> ALL =
            Stream.of(TALK, FigureSamples.ALL).flatMap(List::stream).toList();

    private Samples() {}

    private static Event event(Instant time) {
        return new Event(NAME, time, NOON, "hardware.gpu", NAME, NAME, "default", PAYLOAD);
    }

    private static LivePayload live() {
        return new LivePayload(
                LivePayload.Queue.of(1, 2, 3, 4),
                new LivePayload.Scheduler(5, 6, 7, 120.5),
                new LivePayload.Orchestrator(8, 9, 0.35, 10L),
                Map.of(NAME, 11L),
                new LivePayload.Workers(12, 13, 2450.75),
                NOON,
                Map.of("hottest", 71.5));
    }

    private static AuditEntry entry() {
        return new AuditEntry(
                NAME, 7, EARLY, NOON, 3, NAME, NAME, NAME, List.of(NAME), "ok", "rest", NAME, NAME, NAME, 5, NAME);
    }

    private static AccessKey accessKey() {
        return new AccessKey(NAME, NAME, "lab-1", List.of(Scope.EVENTS_READ), NAME, EARLY, LATE, NOON, NOON);
    }

    private static Delivery delivery() {
        return new Delivery(Long.MAX_VALUE, 3, NAME, NOON, true, PAYLOAD);
    }

    private static DeadMessage deadMessage() {
        return new DeadMessage(7, NAME, NAME, NAME, "expired", 2, EARLY, LATE, PAYLOAD);
    }

    private static AgentView agent() {
        return new AgentView(
                NAME,
                NAME,
                NAME,
                List.of(NAME),
                PAYLOAD,
                30_000L,
                Presence.UNRESPONSIVE,
                NAME,
                EARLY,
                NOON,
                LATE,
                17,
                PAYLOAD,
                NOON);
    }

    private static DeadLetter deadLetter() {
        return new DeadLetter(Long.MAX_VALUE, NOON, "22P05", NAME, 8_192, event(EARLY));
    }

    private static ClusterView.Node node() {
        return new ClusterView.Node(
                NAME, NAME, "up", List.of("gateway", "drain"), "1.2.3", "http://h:1", EARLY, NOON, 1, 9, 5, 2, 1, 1);
    }
}
