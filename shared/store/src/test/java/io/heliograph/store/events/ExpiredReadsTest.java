package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogPage.LogLine;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.contracts.retention.Horizon.Step;
import io.heliograph.contracts.retention.TypePattern;
import io.heliograph.store.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten events an hour apart of each of four types, which expire at times of their own. */
class ExpiredReadsTest {
    private static final Instant FIRST = Instant.parse("2026-02-01T18:00:00Z");
    private static final List<String> TYPES = List.of("log.debug", "log.error", "gpu", "job.done");
    private static final Horizon HORIZON = new Horizon(
            List.of(
                    new Step(new TypePattern("log.error"), FIRST),
                    new Step(new TypePattern("log.*"), hours(7)),
                    new Step(new TypePattern("gpu"), hours(4))),
            hours(2));

    private static Hub hub;
    private static EventReader reader;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        reader = new EventReader(hub.database, new NameBook(hub.database), 8 << 20);
        Feed feed = new Feed(hub);
        for (String project : List.of("mine", "other")) {
            for (String type : TYPES) {
                for (int i = 0; i < 10; i++) {
                    feed.write(Sample.of(project)
                            .type(type)
                            .agent("a")
                            .source("s")
                            .own(hours(i), project + "-" + type + "-" + i));
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void listsShowOfEachTypeWhatHasNotExpired() {
        for (String agent : new String[] {null, "a"}) {
            for (Order order : Order.values()) {
                assertThat(walk("mine", null, agent, order))
                        .containsExactlyInAnyOrderElementsOf(expected("mine", TYPES));
            }
        }
        for (String type : TYPES) {
            assertThat(walk("mine", type, null, Order.DESC))
                    .containsExactlyInAnyOrderElementsOf(expected("mine", List.of(type)));
        }
        assertThat(expected("mine", TYPES)).hasSize(10 + 3 + 6 + 8);
    }

    @Test
    void theSameNamesInAnotherProjectAreNotTouched() {
        EventQuery all = question(null, null, Order.ASC, null, 1000);
        assertThat(await(reader.page("other", all, Horizon.from(FIRST))).items())
                .hasSize(40);
    }

    @Test
    void exportsAndCountsSayTheSameAsLists() {
        EventQuery all = question(null, null, Order.ASC, null, null);
        assertThat(ids(await(reader.exported("mine", all, HORIZON)).items()))
                .containsExactlyInAnyOrderElementsOf(expected("mine", TYPES));
        assertThat(await(reader.count("mine", HORIZON, hours(100)))).isEqualTo(27);
        assertThat(await(reader.count("mine", HORIZON, hours(5)))).isEqualTo(5 + 1 + 3);
        assertThat(await(reader.count("nobody", HORIZON, hours(100)))).isZero();
    }

    @Test
    void oneEventIsFoundUntilItExpires() {
        assertThat(await(reader.find("mine", "mine-gpu-3", HORIZON))).isEmpty();
        assertThat(await(reader.find("mine", "mine-gpu-4", HORIZON))).isPresent();
        assertThat(await(reader.find("mine", "mine-log.error-0", HORIZON))).isPresent();
    }

    @Test
    void logLinesExpireByTheTypeOfTheirEvent() {
        List<LogLine> lines = await(reader.logs("mine", new LogQuery(null, null, null, null, null, 1000), HORIZON))
                .items();
        assertThat(lines.stream().map(LogLine::id))
                .containsExactlyInAnyOrderElementsOf(expected("mine", List.of("log.debug", "log.error")));
    }

    private static List<String> expected(String project, List<String> types) {
        List<String> expected = new ArrayList<>();
        for (String type : types) {
            for (int i = 0; i < 10; i++) {
                if (HORIZON.shows(type, hours(i))) {
                    expected.add(project + "-" + type + "-" + i);
                }
            }
        }
        return expected;
    }

    private static List<String> walk(String project, String type, String agent, Order order) {
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            var page = await(reader.page(project, question(type, agent, order, next, 4), HORIZON));
            all.addAll(ids(page.items()));
            next = page.next();
        } while (next != null);
        return all;
    }

    private static EventQuery question(String type, String agent, Order order, String cursor, Integer limit) {
        return new EventQuery(type, null, agent, null, null, order, cursor, limit, null, null);
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private static Instant hours(int hours) {
        return FIRST.plus(Duration.ofHours(hours));
    }
}
