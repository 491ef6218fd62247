package io.heliograph.store.events;

import static io.heliograph.store.Hub.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.AgentQuery;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.LogQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.store.Hub;
import io.heliograph.store.events.ListCursor.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every list is read off an index in its order; a plan with a sort or a scan of a whole table would grow with the data. */
class ListPlanTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Instant MIDDLE = Instant.parse("2026-03-03T12:00:00Z");
    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.fresh();
        await(new Partitions(hub.database)
                .ensure(IntStream.range(0, 5).mapToObj(FIRST::plusDays).toList()));
        hub.sql("""
                insert into telemetry
                select 'p', '2026-03-01Z'::timestamptz + n * interval '20 s', 'id-' || n, now(), 'type-' || n % 20,
                       'source-' || n % 20, 'agent-' || n % 20, '{}'
                  from generate_series(0, 19999) n""");
        hub.sql("insert into logs select project, ts, id, 'level-' || type, '', source, agent_id from telemetry");
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
    void everyListOfEventsIsReadAlongAnIndex() {
        for (Order order : Order.values()) {
            String cursor = new ListCursor(Kind.EVENTS, order, Micros.of(MIDDLE), "id-5").encode();
            for (String from : new String[] {null, cursor}) {
                ordered(events(null, null, null, order, from), "ts_id_idx");
                ordered(events("type-1", null, null, order, from), "type_ts_id_idx");
                ordered(events(null, "source-1", null, order, from), "source_ts_id_idx");
                ordered(events(null, null, "agent-1", order, from), "agent_id_ts_id_idx");
                ordered(events("type-1", "source-1", "agent-1", order, from), "ts_id_idx");
            }
        }
        EventQuery byNumber = new EventQuery(null, null, "agent-1", MIDDLE, null, null, null, null, 3, 100);
        ordered(EventLists.events("p", byNumber, Instant.EPOCH), "agent_id_ts_id_idx");
    }

    @Test
    void everyListOfLogLinesAndAgentsIsReadAlongAnIndex() {
        ordered(EventLists.logs("p", new LogQuery(null, null, null, null, null, 50), Instant.EPOCH), "ts_id_idx");
        ordered(logs("agent-1", null), "agent_id_ts_id_idx");
        ordered(logs(null, "LEVEL-type-1"), "level_ts_id_idx");
        ordered(EventLists.agents("p", new AgentQuery(null, 50)), "agents_pkey");
        String cursor = new ListCursor(Kind.AGENTS, Order.ASC, 0, "agent-3").encode();
        ordered(EventLists.agents("p", new AgentQuery(cursor, 50)), "agents_pkey");
    }

    @Test
    void aCursorReadsNoMoreOfTheIndexThanItsPage() {
        String cursor = new ListCursor(Kind.EVENTS, Order.DESC, Micros.of(MIDDLE), "id-5").encode();
        String plan = plan(
                "explain (analyze, costs off, timing off, summary off) ", events(null, null, null, Order.DESC, cursor));
        // PostgreSQL 18 counts rows with two decimals, those before it with none.
        assertThat(plan)
                .containsPattern("rows=51(\\.00)? ")
                .contains("never executed")
                .doesNotContain("Rows Removed by Filter");
    }

    @Test
    void theSameFiltersGiveTheSameStatement() {
        assertThat(events("a", null, "b", Order.DESC, null).sql())
                .isEqualTo(events("c", null, "d", Order.DESC, null).sql())
                .isNotEqualTo(events("a", "b", null, Order.DESC, null).sql());
    }

    private static void ordered(Selection list, String index) {
        String plan = plan("explain ", list);
        assertThat(plan).as(list.sql()).contains("Index Scan").contains(index).doesNotContain("Sort", "Seq Scan");
    }

    private static Selection events(String type, String source, String agent, Order order, String cursor) {
        EventQuery query = new EventQuery(type, source, agent, null, null, order, cursor, 50, null, null);
        return EventLists.events("p", query, Instant.EPOCH);
    }

    private static Selection logs(String agent, String level) {
        String cursor = new ListCursor(Kind.LOGS, Order.DESC, Micros.of(MIDDLE), "id-5").encode();
        return EventLists.logs("p", new LogQuery(agent, level, null, null, cursor, 50), Instant.EPOCH);
    }

    private static String plan(String explain, Selection list) {
        List<String> lines = new java.util.ArrayList<>();
        await(hub.database.read(explain + list.sql(), list.parameters())).forEach(row -> lines.add(row.getString(0)));
        return String.join("\n", lines);
    }
}
