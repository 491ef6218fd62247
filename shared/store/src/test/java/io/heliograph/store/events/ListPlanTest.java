package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.retention.Horizon;
import io.heliograph.store.Hub;
import io.heliograph.store.events.EventLists.Wanted;
import io.heliograph.store.events.ListCursor.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every list is read off an index in the order of time, of which only equal times are sorted; a plan with a whole sort or
 * a scan of a whole table would grow with the data.
 */
class ListPlanTest {
    private static final int BYTES = 8 << 20;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Instant MIDDLE = Instant.parse("2026-03-03T12:00:00Z");
    private static final String ID = "00000000-0000-8000-8000-000000000000";
    private static final Wanted EVERYTHING = new Wanted("p", 1, 0, 0, 0);
    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        await(new Partitions(hub.database)
                .ensure(IntStream.range(0, 5).mapToObj(FIRST::plusDays).toList()));
        hub.sql("""
                insert into telemetry
                select '2026-03-01Z'::timestamptz + n * interval '20 s', now(), gen_random_uuid(), 1, 2 + n % 20,
                       30 + n % 20, 60 + n % 20, '', '{}'
                  from generate_series(0, 19999) n""");
        hub.sql(
                "insert into logs select 'p', ts, id, 'level-' || type_number, '', 's', 'agent-' || agent_number from telemetry");
        hub.sql("insert into agents select 'p', 'agent-' || n, now(), now(), 1 from generate_series(0, 1999) n");
        hub.sql("analyze telemetry");
        hub.sql("analyze logs");
        hub.sql("analyze agents");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void everyListOfEventsIsReadAlongAnIndexOfItsNames() {
        for (Order order : Order.values()) {
            String cursor = new ListCursor(Kind.EVENTS, order, Micros.of(MIDDLE), ID).encode();
            for (String from : new String[] {null, cursor}) {
                ordered(events(EVERYTHING, order, from), "project_number_ts_idx");
                ordered(events(new Wanted("p", 1, 3, 0, 0), order, from), "type_number_ts_idx");
                ordered(events(new Wanted("p", 1, 0, 31, 0), order, from), "source_number_ts_idx");
                ordered(events(new Wanted("p", 1, 3, 31, 0), order, from), "_number_ts_idx");
                ordered(events(new Wanted("p", 1, 0, 0, 61), order, from), "agent_number_ts_type_number_idx");
                ordered(events(new Wanted("p", 1, 3, 0, 61), order, from), "agent_number_ts_type_number_idx");
                ordered(events(new Wanted("p", 1, 3, 31, 61), order, from), "_number_ts_");
            }
        }
        EventQuery byNumber = new EventQuery(null, null, null, MIDDLE, null, null, null, null, 3, 100);
        ordered(
                EventLists.events(new Wanted("p", 1, 0, 0, 61), byNumber, Horizon.from(Instant.EPOCH), 101, BYTES),
                "agent_number_ts_type_number_idx");
    }

    @Test
    void everyListOfLogLinesAndAgentsIsReadAlongAnIndex() {
        ordered(
                EventLists.logs(
                        "p", new LogQuery(null, null, null, null, null, 50), Horizon.from(Instant.EPOCH), 51, BYTES),
                "ts_id_idx");
        ordered(logs("agent-61", null), "agent_id_ts_id_idx");
        ordered(logs(null, "LEVEL-3"), "level_ts_id_idx");
        bounded(EventLists.agents("p", new AgentQuery(null, 50)));
        String cursor = new ListCursor(Kind.AGENTS, Order.ASC, 0, "agent-3").encode();
        bounded(EventLists.agents("p", new AgentQuery(cursor, 50)));
    }

    /** Of two lists that become one, each is read along its index and no further than the page. */
    private static void bounded(Selection list) {
        String plan = plan("explain ", list);
        assertThat(plan).as(list.sql()).contains("agents_pkey").doesNotContain("Seq Scan", "Hash Right Join");
        assertThat(plan.lines().filter(line -> line.contains("Index Cond")))
                .as(plan)
                .isNotEmpty()
                .allMatch(condition -> condition.contains("agent_id"));
    }

    @Test
    void aCursorReadsLittleMoreOfTheIndexThanItsPage() {
        String cursor = new ListCursor(Kind.EVENTS, Order.DESC, Micros.of(MIDDLE), ID).encode();
        String plan =
                plan("explain (analyze, costs off, timing off, summary off) ", events(EVERYTHING, Order.DESC, cursor));
        assertThat(plan).contains("never executed");
        Matcher read = Pattern.compile("Index Scan .*rows=(\\d+)").matcher(plan);
        assertThat(read.find()).as(plan).isTrue();
        assertThat(Integer.parseInt(read.group(1))).as(plan).isLessThan(100);
    }

    @Test
    void theSameFiltersGiveTheSameStatement() {
        assertThat(events(new Wanted("p", 1, 2, 0, 3), Order.DESC, null).sql())
                .isEqualTo(events(new Wanted("p", 4, 5, 0, 6), Order.DESC, null).sql())
                .isNotEqualTo(
                        events(new Wanted("p", 1, 2, 7, 3), Order.DESC, null).sql());
    }

    private static void ordered(Selection list, String index) {
        String plan = plan("explain ", list);
        assertThat(plan)
                .as(list.sql())
                .contains("Index Scan")
                .contains(index)
                .doesNotContain("Seq Scan")
                .doesNotContain("->  Sort");
    }

    private static Selection events(Wanted wanted, Order order, String cursor) {
        EventQuery query = new EventQuery(null, null, null, null, null, order, cursor, 50, null, null);
        return EventLists.events(wanted, query, Horizon.from(Instant.EPOCH), 51, BYTES);
    }

    private static Selection logs(String agent, String level) {
        String cursor = new ListCursor(Kind.LOGS, Order.DESC, Micros.of(MIDDLE), "id-5").encode();
        return EventLists.logs(
                "p", new LogQuery(agent, level, null, null, cursor, 50), Horizon.from(Instant.EPOCH), 51, BYTES);
    }

    private static String plan(String explain, Selection list) {
        List<String> lines = new java.util.ArrayList<>();
        await(hub.database.read(explain + list.sql(), list.parameters())).forEach(row -> lines.add(row.getString(0)));
        return String.join("\n", lines);
    }
}
