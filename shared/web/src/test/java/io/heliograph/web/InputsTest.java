package io.heliograph.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.acp.Acknowledgement;
import io.heliograph.contracts.acp.AgentHeartbeat;
import io.heliograph.contracts.acp.AgentRegistration;
import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.events.EventQuery;
import io.heliograph.contracts.events.HistoryQuery;
import io.heliograph.contracts.events.Order;
import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.problems.Problem.FieldProblem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {
    @Test
    void parametersFillTheRecordByTheirNames() {
        MultiMap query = MultiMap.caseInsensitiveMultiMap()
                .add("type", "a&b")
                .add("agent_id", "007")
                .add("since", "2026-01-31T12:00:00+02:00")
                .add("order", "asc")
                .add("limit", "17");
        assertThat(Inputs.read(EventQuery.class, Map.of(), query))
                .isEqualTo(new EventQuery(
                        "a&b",
                        null,
                        "007",
                        Instant.parse("2026-01-31T10:00:00Z"),
                        null,
                        Order.ASC,
                        null,
                        17,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({"1795336200000, 2026-11-22T08:30:00Z", "100000000000, 1973-03-03T09:46:40Z", "0, 1970-01-01T00:00:00Z"})
    void aTimeMayBeInMilliseconds(String millis, Instant time) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("since", millis);
        assertThat(Inputs.read(EventQuery.class, Map.of(), query).since()).isEqualTo(time);
    }

    @Test
    void thePathDecidesWhatItNames() {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("id", "other");
        assertThat(Inputs.read(EventId.class, Map.of("id", "this"), query)).isEqualTo(new EventId("this"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit     | 0        | takes 1 to 1000",
                "limit     | ten      | cannot be read as a whole number",
                "limit     | 1.5      | cannot be read as a whole number",
                "limit     | 9999999999 | cannot be read as a whole number",
                "limit     | ''       | is empty; leave it out instead",
                "order     | up       | cannot be read as one of asc, desc",
                "since     | tomorrow | cannot be read as a time such as 2026-01-31T12:00:00Z",
                "since     | 1795336200 | is long ago; send epoch milliseconds, not seconds",
                "until     | 1          | is long ago; send epoch milliseconds, not seconds",
                "page      | -1       | counts from 0"
            })
    void aBadValueIsNamedWithWhatIsWanted(String name, String value, String detail) {
        Refused refused = refusal(name, value);
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.INVALID_PARAMETER);
        assertThat(refused.problem().errors()).containsExactly(new FieldProblem(name, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agentid | is not known; did you mean agent_id?",
                "agentId | is not known; did you mean agent_id?",
                "colour  | is not known; known are type, source, agent_id, since, until, order, cursor, limit, page, page_size"
            })
    void anUnknownNameLeadsToTheNearestKnownOne(String name, String detail) {
        Refused refused = refusal(name, "x");
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.UNKNOWN_PARAMETER);
        assertThat(refused.problem().errors()).containsExactly(new FieldProblem(name, detail));
    }

    @Test
    void everyUnknownNameIsTold() {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add("a", "1").add("b", "2");
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.read(Nothing.class, Map.of(), query));
        assertThat(refused.problem().errors())
                .containsExactly(
                        new FieldProblem("a", "is not known; this takes none"),
                        new FieldProblem("b", "is not known; this takes none"));
    }

    @Test
    void whatIsMissingIsNamed() {
        MultiMap none = MultiMap.caseInsensitiveMultiMap();
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.read(HistoryQuery.class, Map.of(), none));
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.MISSING_PARAMETER);
        assertThat(refused.problem().errors()).containsExactly(new FieldProblem("agent_id", "is required"));
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        MultiMap twice = MultiMap.caseInsensitiveMultiMap().add("limit", "1").add("limit", "2");
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.read(EventQuery.class, Map.of(), twice));
        assertThat(refused.problem().errors()).containsExactly(new FieldProblem("limit", "stands twice"));
    }

    @Test
    void aBodyFillsTheRecordAsParametersDo() {
        assertThat(Inputs.read(HistoryQuery.class, Map.of(), Buffer.buffer("{\"agent_id\":\"a\",\"page\":2}")))
                .isEqualTo(new HistoryQuery("a", 2, null, null));
        assertThat(Inputs.read(Nothing.class, Map.of(), Buffer.buffer())).isEqualTo(new Nothing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "page     | {\"agent_id\":\"a\",\"page\":2.9}  | cannot be read as a whole number",
                "page     | {\"agent_id\":\"a\",\"page\":2.0}  | cannot be read as a whole number",
                "page     | {\"agent_id\":\"a\",\"page\":1e2}  | cannot be read as a whole number",
                "agent_id | {\"agent_id\":5}                 | cannot be read as a text",
                "agent_id | {\"agent_id\":5.5}               | cannot be read as a text",
                "agent_id | {\"agent_id\":true}              | cannot be read as a text"
            })
    void nothingInABodyIsMadeToFit(String name, String body, String detail) {
        assertThat(refusal(HistoryQuery.class, body).problem().errors())
                .containsExactly(new FieldProblem(name, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "seqs         | {\"agent_id\":\"a\",\"seqs\":[2.9]}          | cannot be read as a whole number",
                "seqs         | {\"agent_id\":\"a\",\"seqs\":[1,2.0]}        | cannot be read as a whole number"
            })
    void norInAList(String name, String body, String detail) {
        assertThat(refusal(Acknowledgement.class, body).problem().errors())
                .containsExactly(new FieldProblem(name, detail));
    }

    @Test
    void aListOfTextsTakesNoNumber() {
        assertThat(refusal(AgentRegistration.class, "{\"agent_id\":\"a\",\"capabilities\":[1]}")
                        .problem()
                        .errors())
                .containsExactly(new FieldProblem("capabilities", "cannot be read as a text"));
    }

    @Test
    void aWordIsNoNumber() {
        assertThat(refusal(EventQuery.class, "{\"order\":0}").problem().errors())
                .containsExactly(new FieldProblem("order", "cannot be read as one of asc, desc"));
    }

    @Test
    void aNumberInADocumentStaysTheNumberThatItIs() {
        String body = "{\"agent_id\":\"a\",\"state\":{\"h\":1e400,\"i\":1.50}}";
        assertThat(Inputs.read(AgentHeartbeat.class, Map.of(), Buffer.buffer(body))
                        .state()
                        .text())
                .isEqualTo("{\"h\":1E+400,\"i\":1.50}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\tb", "\\u0085", "\\ud800", ".", "..", "*", "topic:a", "\uFFFD"})
    void anAgentThatNobodyCouldReachIsNotRegistered(String id) {
        assertThat(refusal(AgentRegistration.class, "{\"agent_id\":\"" + id + "\"}")
                        .problem()
                        .errors())
                .extracting(FieldProblem::field)
                .containsExactly("agent_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFFE", "EDA080", "C0AF"})
    void bytesThatAreNoTextAreRefused(String hex) {
        Buffer bytes = Buffer.buffer(HexFormat.of().parseHex(hex));
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.text(bytes));
        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.INVALID_UTF8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{} {}", "\0"})
    void aBodyThatIsNotJsonIsMalformed(String body) {
        assertThat(bodyRefusal(body)).isEqualTo(ProblemKind.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"a\"", " "})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThat(bodyRefusal(body)).isEqualTo(ProblemKind.INVALID_PARAMETER);
    }

    @Test
    void aBodyNestedAThousandTimesIsRefusedAndNoFault() {
        assertThat(bodyRefusal("[".repeat(100_000))).isEqualTo(ProblemKind.MALFORMED_JSON);
    }

    private static Refused refusal(String name, String value) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().add(name, value);
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.read(EventQuery.class, Map.of(), query));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static ProblemKind bodyRefusal(String body) {
        return refusal(HistoryQuery.class, body).problem().kind();
    }

    private static Refused refusal(Class<? extends Record> type, String body) {
        Refused refused = catchThrowableOfType(Refused.class, () -> Inputs.read(type, Map.of(), Buffer.buffer(body)));
        assertThat(refused).isNotNull();
        return refused;
    }
}
