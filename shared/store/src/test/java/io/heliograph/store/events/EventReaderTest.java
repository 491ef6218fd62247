package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static io.heliograph.store.events.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.events.AgentPage;
import io.heliograph.contracts.events.AgentPage.Agent;
import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogPage;
import io.heliograph.contracts.events.LogPage.LogLine;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Hub;
import io.heliograph.testkit.faults.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists over a seeded crowd of events: few distinct times over three days, so that most share theirs with others. */
class EventReaderTest {
    private static final long SEED = Seed.of("EventReaderTest");
    private static final Instant FIRST = Instant.parse("2025-12-30T00:00:00Z");
    private static final List<JournaledEvent> ALL = crowd(new Random(SEED));

    private static Hub hub;
    private static EventReader reader;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        reader = new EventReader(hub.database, new NameBook(hub.database), 8 << 20);
        await(new Feed(hub).writeLater(ALL));
        new Feed(hub).write(Sample.of("neighbour").type("log").agent("agent-1").own(FIRST, "theirs"));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void cursorsWalkEveryEventOnceInBothOrders() {
        for (Order order : Order.values()) {
            for (int size : new int[] {1, 7, 100, 1000}) {
                assertThat(ids(walk(question().order(order).limit(size))))
                        .as("seed %d, %s by %d", SEED, order, size)
                        .isEqualTo(ids(ALL, order));
            }
        }
    }

    @Test
    void filtersLeaveExactlyWhatTheyName() {
        for (String type : new String[] {null, "type-1"}) {
            for (String source : new String[] {null, "source-1"}) {
                for (String agent : new String[] {null, "agent-1"}) {
                    List<JournaledEvent> expected = ALL.stream()
                            .filter(event -> type == null || event.type().equals(type))
                            .filter(event -> source == null || source.equals(event.source()))
                            .filter(event -> agent == null || agent.equals(event.agentId()))
                            .toList();
                    Question question =
                            question().type(type).source(source).agent(agent).limit(20);
                    assertThat(expected).isNotEmpty();
                    assertThat(ids(walk(question)))
                            .as("seed %d, %s", SEED, question)
                            .isEqualTo(ids(expected, Order.DESC));
                }
            }
        }
    }

    @Test
    void sinceIsIncludedAndUntilIsNot() {
        Instant since = FIRST.plus(Duration.ofHours(20));
        Instant until = FIRST.plus(Duration.ofHours(40));
        List<JournaledEvent> expected = ALL.stream()
                .filter(event -> event.timestamp() >= Micros.of(since) && event.timestamp() < Micros.of(until))
                .toList();
        assertThat(expected).anyMatch(event -> event.timestamp() == Micros.of(since));
        assertThat(ids(walk(question().between(since, until).order(Order.ASC).limit(13))))
                .isEqualTo(ids(expected, Order.ASC));
        assertThat(walk(question().between(Instant.MIN, Instant.MAX).limit(1000)))
                .hasSize(ALL.size());
    }

    @Test
    void pagesByNumberMakeUpTheSameListAndACursorGoesOnFromAnyOfThem() {
        List<String> paged = new ArrayList<>();
        int page = 0;
        EventPage read;
        do {
            EventQuery query = new EventQuery(null, null, null, null, null, null, null, null, page++, 90);
            read = await(reader.page("crowd", query, Horizon.from(Instant.EPOCH)));
            paged.addAll(ids(read.items()));
        } while (read.next() != null);
        assertThat(paged).isEqualTo(ids(ALL, Order.DESC));

        EventQuery second = new EventQuery(null, null, null, null, null, null, null, null, 1, 90);
        String next =
                await(reader.page("crowd", second, Horizon.from(Instant.EPOCH))).next();
        EventPage third = await(reader.page("crowd", question().limit(5).query(next), Horizon.from(Instant.EPOCH)));
        assertThat(ids(third.items())).isEqualTo(ids(ALL, Order.DESC).subList(180, 185));
    }

    @Test
    void anExportComesInPartsOfBoundedSize() {
        int size = 200_000;
        List<JournaledEvent> large = IntStream.range(0, 30)
                .mapToObj(i -> Sample.of("large")
                        .payload("{\"text\":\"" + "x".repeat(size) + "\"}")
                        .own(FIRST.plusSeconds(i), "large-" + i))
                .toList();
        await(new Feed(hub).writeLater(large));
        for (Order order : Order.values()) {
            List<String> exported = new ArrayList<>();
            String next = null;
            do {
                EventPage part = await(
                        reader.exported("large", question().order(order).query(next), Horizon.from(Micros.EARLIEST)));
                assertThat(part.items()).hasSizeLessThanOrEqualTo((2 << 20) / size + 1);
                exported.addAll(ids(part.items()));
                next = part.next();
            } while (next != null);
            assertThat(exported).isEqualTo(ids(large, order));
        }
    }

    @Test
    void aPageEndsWhereItsBytesAreEnough() {
        int size = 100_000;
        EventReader narrow = new EventReader(hub.database, new NameBook(hub.database), 1 << 20);
        List<JournaledEvent> large = IntStream.range(0, 30)
                .mapToObj(i -> Sample.of("wide")
                        .type("log")
                        .payload("{\"message\":\"" + "x".repeat(size) + "\"}")
                        .own(FIRST.plusSeconds(i), "wide-" + i))
                .toList();
        await(new Feed(hub).writeLater(large));
        Horizon all = Horizon.from(Micros.EARLIEST);
        List<String> paged = new ArrayList<>();
        int pages = 0;
        String next = null;
        do {
            EventPage page = await(narrow.page("wide", question().limit(1000).query(next), all));
            assertThat(page.items()).hasSizeLessThanOrEqualTo((1 << 20) / size + 1);
            paged.addAll(ids(page.items()));
            next = page.next();
            pages++;
        } while (next != null);
        assertThat(paged).isEqualTo(ids(large, Order.DESC));
        assertThat(pages).isEqualTo(3);

        List<String> lines = new ArrayList<>();
        do {
            LogPage page = await(narrow.logs("wide", new LogQuery(null, null, null, null, next, 1000), all));
            page.items().forEach(line -> lines.add(line.id()));
            next = page.next();
        } while (next != null);
        assertThat(lines).isEqualTo(paged);

        EventQuery numbered = new EventQuery(null, null, null, null, null, null, null, null, 0, 20);
        assertThatThrownBy(() -> await(narrow.page("wide", numbered, all)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.PAGE_TOO_LARGE));
        EventQuery fewer = new EventQuery(null, null, null, null, null, null, null, null, 3, 8);
        assertThat(await(narrow.page("wide", fewer, all)).items()).hasSize(6);
    }

    @Test
    void theLastPageHasNoNextEvenWhenItIsFull() {
        assertThat(await(reader.page("neighbour", question().limit(1).query(null), Horizon.from(Instant.EPOCH))))
                .satisfies(page -> assertThat(page.items()).hasSize(1))
                .satisfies(page -> assertThat(page.next()).isNull());
        assertThat(await(reader.page("nobody", question().query(null), Horizon.from(Instant.EPOCH))))
                .isEqualTo(new EventPage(List.of(), null));
    }

    @Test
    void whatIsExpiredIsNeverGiven() {
        Instant notBefore = FIRST.plus(Duration.ofHours(30));
        List<JournaledEvent> kept = ALL.stream()
                .filter(event -> event.timestamp() >= Micros.of(notBefore))
                .toList();
        EventQuery query =
                question().between(FIRST, null).order(Order.ASC).limit(1000).query(null);
        assertThat(ids(await(reader.page("crowd", query, Horizon.from(notBefore)))
                        .items()))
                .isEqualTo(ids(kept, Order.ASC));
        JournaledEvent expired = ALL.stream()
                .filter(event -> event.timestamp() < Micros.of(notBefore))
                .findFirst()
                .orElseThrow();
        assertThat(await(reader.find("crowd", expired.id(), Horizon.from(notBefore))))
                .isEmpty();
        assertThat(await(reader.find("crowd", expired.id(), Horizon.from(Instant.EPOCH))))
                .isPresent();
        assertThat(await(reader.logs("neighbour", new LogQuery(null, null, null, null, null, null), Horizon.from(NOON)))
                        .items())
                .isEmpty();
    }

    @Test
    void anEventIsFoundByEitherKindOfIdInItsOwnProjectOnly() {
        String generated =
                "%08x-%04x-7abc-8def-0123456789ab".formatted(NOON.toEpochMilli() >>> 16, NOON.toEpochMilli() & 0xFFFF);
        new Feed(hub)
                .write(
                        Sample.of("found").at(NOON, generated),
                        Sample.of("found").own(NOON, "mine"));
        assertThat(await(reader.find("found", generated, Horizon.from(Instant.EPOCH))))
                .isPresent();
        assertThat(await(reader.find("found", "mine", Horizon.from(Instant.EPOCH))))
                .isPresent();
        assertThat(await(reader.find("crowd", generated, Horizon.from(Instant.EPOCH))))
                .isEmpty();
        assertThat(await(reader.find("crowd", "mine", Horizon.from(Instant.EPOCH))))
                .isEmpty();
        assertThat(await(reader.find("found", generated.replace("abc", "abd"), Horizon.from(Instant.EPOCH))))
                .isEmpty();
    }

    @Test
    void aForeignCursorFailsTheAnswerAndNotTheCaller() {
        EventQuery query = question().query("AAAA");
        assertThatThrownBy(() -> await(reader.page("crowd", query, Horizon.from(Instant.EPOCH))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BAD_CURSOR));
    }

    @Test
    void agentsAreListedByIdPageByPage() {
        List<String> expected = ALL.stream()
                .map(JournaledEvent::agentId)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        List<String> listed = new ArrayList<>();
        AgentPage page;
        String next = null;
        do {
            page = await(reader.agents("crowd", new AgentQuery(next, 3)));
            listed.addAll(page.items().stream().map(Agent::agentId).toList());
            next = page.next();
        } while (next != null);
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void logLinesAreFilteredAndWalkedNewestFirst() {
        Feed feed = new Feed(hub);
        Sample log = Sample.of("lines").payload("{\"message\":\"m\"}");
        for (int i = 0; i < 20; i++) {
            String level = i % 2 == 0 ? "log.error" : "log.info";
            feed.write(log.type(level).agent("agent-" + i % 3).own(NOON.plusSeconds(i / 4), "line-%02d".formatted(i)));
        }
        List<String> listed = new ArrayList<>();
        String next = null;
        do {
            LogPage page = await(reader.logs(
                    "lines", new LogQuery(null, "ERROR", null, null, next, 3), Horizon.from(Instant.EPOCH)));
            listed.addAll(page.items().stream().map(LogLine::id).toList());
            next = page.next();
        } while (next != null);
        assertThat(listed).hasSize(10).isSortedAccordingTo(Comparator.reverseOrder());
        LogQuery ofAgent = new LogQuery("agent-1", null, NOON.plusSeconds(1), NOON.plusSeconds(2), null, null);
        assertThat(await(reader.logs("lines", ofAgent, Horizon.from(Instant.EPOCH)))
                        .items())
                .extracting(LogLine::id)
                .containsExactly("line-07", "line-04");
    }

    private static List<JournaledEvent> crowd(Random random) {
        List<JournaledEvent> events = new ArrayList<>();
        // Chance alone leaves the three filters together without an event in one run of 23.
        events.add(Sample.of("crowd")
                .type("type-1")
                .source("source-1")
                .agent("agent-1")
                .own(FIRST, "e-first"));
        for (int i = 0; i < 400; i++) {
            Sample sample = Sample.of("crowd")
                    .type("type-" + random.nextInt(3))
                    .source(random.nextInt(4) == 0 ? null : "source-" + random.nextInt(3))
                    .agent(random.nextInt(4) == 0 ? null : "agent-" + random.nextInt(8));
            Instant time = FIRST.plus(Duration.ofHours(random.nextInt(12) * 5));
            events.add(sample.own(time, "e" + random.nextInt(1_000) + "-" + i));
        }
        return events;
    }

    private static List<Event> walk(Question question) {
        List<Event> events = new ArrayList<>();
        String next = null;
        do {
            EventPage page = await(reader.page("crowd", question.query(next), Horizon.from(Micros.EARLIEST)));
            events.addAll(page.items());
            next = page.next();
        } while (next != null);
        return events;
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private static List<String> ids(List<JournaledEvent> events, Order order) {
        Comparator<JournaledEvent> byTime = Comparator.comparingLong(JournaledEvent::timestamp)
                .thenComparing(
                        event -> EventKey.of(event.project(), event.ownId()).toString());
        return events.stream()
                .sorted(order == Order.ASC ? byTime : byTime.reversed())
                .map(JournaledEvent::id)
                .toList();
    }

    private static Question question() {
        return new Question(null, null, null, null, null, Order.DESC, 100);
    }

    private record Question(
            String type, String source, String agent, Instant since, Instant until, Order order, int limit) {
        Question type(String other) {
            return new Question(other, source, agent, since, until, order, limit);
        }

        Question source(String other) {
            return new Question(type, other, agent, since, until, order, limit);
        }

        Question agent(String other) {
            return new Question(type, source, other, since, until, order, limit);
        }

        Question between(Instant from, Instant to) {
            return new Question(type, source, agent, from, to, order, limit);
        }

        Question order(Order other) {
            return new Question(type, source, agent, since, until, other, limit);
        }

        Question limit(int other) {
            return new Question(type, source, agent, since, until, order, other);
        }

        EventQuery query(String cursor) {
            return new EventQuery(type, source, agent, since, until, order, cursor, limit, null, null);
        }
    }
}
