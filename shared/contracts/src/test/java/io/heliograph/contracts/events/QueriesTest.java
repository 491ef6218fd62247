package io.heliograph.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueriesTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final String LONG = "x".repeat(Names.MAX_LENGTH + 1);

    static List<Arguments> refusals() {
        return List.of(
                refusal("empty type", "type", () -> events("", null, null, null)),
                refusal("long type", "type", () -> events(LONG, null, null, null)),
                refusal("NUL in a type", "type", () -> events("a\0", null, null, null)),
                refusal("limit 0", "limit", () -> events(null, 0, null, null)),
                refusal("limit 1001", "limit", () -> events(null, 1_001, null, null)),
                refusal("negative page", "page", () -> events(null, null, -1, null)),
                refusal("page size 0", "page_size", () -> events(null, null, 0, 0)),
                refusal("page size 1001", "page_size", () -> events(null, null, 0, 1_001)),
                refusal("page too far", "page", () -> events(null, null, 101, 1_000)),
                refusal("page far beyond int", "page", () -> events(null, null, Integer.MAX_VALUE, 1_000)),
                refusal("page with limit", "limit", () -> events(null, 10, 1, null)),
                refusal("page with cursor", "cursor", () -> events("c", 0)),
                refusal("until at since", "until", () -> events(NOON, NOON)),
                refusal("until before since", "until", () -> events(NOON, NOON.minusNanos(1))),
                refusal("export until since", "until", () -> export(NOON)),
                refusal("empty id", "id", () -> new EventId("")),
                refusal("no id", "id", () -> new EventId(null)),
                refusal("long id", "id", () -> new EventId(LONG)),
                refusal("NUL in an id", "id", () -> new EventId("a\0")),
                refusal("empty agent", "agent_id", () -> new HistoryQuery("", null, null, null)),
                refusal("history page size", "page_size", () -> new HistoryQuery("a", 0, 1_001, null)),
                refusal("history page", "page", () -> new HistoryQuery("a", -1, null, null)),
                refusal("agents limit", "limit", () -> new AgentQuery(null, 0)),
                refusal("agents cursor", "cursor", () -> new AgentQuery("", null)),
                refusal("log level", "level", () -> new LogQuery(null, "", null, null, null, null)),
                refusal("logs limit", "limit", () -> new LogQuery(null, null, null, null, null, 1_001)),
                refusal("logs until", "until", () -> new LogQuery(null, null, NOON, NOON, null, null)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aValueThatCannotBeUsedIsRefusedByTheNameOfItsParameter(String parameter, ThrowingCallable query) {
        Refused refused = catchThrowableOfType(Refused.class, query);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.INVALID_PARAMETER);
        assertThat(refused.problem().errors()).extracting(FieldProblem::field).containsExactly(parameter);
    }

    @Test
    void theHistoryOfNobodyIsAMissingParameter() {
        Refused refused = catchThrowableOfType(Refused.class, () -> new HistoryQuery(null, null, null, null));
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.MISSING_PARAMETER);
        assertThat(refused.problem().errors()).extracting(FieldProblem::field).containsExactly("agent_id");
    }

    @Test
    void whatIsLeftOutHasADefault() {
        EventQuery query = events(null, null, null, null);
        assertThat(query.order()).isEqualTo(Order.DESC);
        assertThat(query.size()).isEqualTo(100);
        assertThat(query.offset()).isZero();
        assertThat(new AgentQuery(null, null).limit()).isEqualTo(100);
        assertThat(new HistoryQuery("a", null, null, null).pageSize()).isEqualTo(100);
    }

    @Test
    void theLastPageThatCanBeReachedByNumberIsTheOneAtTheGreatestOffset() {
        assertThat(events(null, null, 100, 1_000).offset()).isEqualTo(Paging.MAX_OFFSET);
        assertThat(events(null, null, 1_000, null).offset()).isEqualTo(Paging.MAX_OFFSET);
    }

    @Test
    void historyIsTheEventsOfOneAgentNewestFirst() {
        EventQuery events = new HistoryQuery("a", 3, 50, NOON).asEvents();
        assertThat(events.agentId()).isEqualTo("a");
        assertThat(events.since()).isEqualTo(NOON);
        assertThat(events.order()).isEqualTo(Order.DESC);
        assertThat(events.offset()).isEqualTo(150);
    }

    @Test
    void anExportGoesOnFromACursorWithItsFilters() {
        EventQuery page = new ExportQuery("t", "s", "a", NOON, null, Order.ASC, null, null)
                .from("cursor")
                .asEvents();
        assertThat(page).isEqualTo(new EventQuery("t", "s", "a", NOON, null, Order.ASC, "cursor", null, null, null));
    }

    private static Arguments refusal(String name, String parameter, ThrowingCallable query) {
        return argumentSet(name, parameter, query);
    }

    private static EventQuery events(String type, Integer limit, Integer page, Integer pageSize) {
        return new EventQuery(type, null, null, null, null, null, null, limit, page, pageSize);
    }

    private static EventQuery events(Instant since, Instant until) {
        return new EventQuery(null, null, null, since, until, null, null, null, null, null);
    }

    private static EventQuery events(String cursor, int page) {
        return new EventQuery(null, null, null, null, null, null, cursor, null, page, null);
    }

    private static ExportQuery export(Instant both) {
        return new ExportQuery(null, null, null, both, both, null, null, null);
    }
}
