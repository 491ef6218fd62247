package io.heliograph.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final String TIME = "\"timestamp\":\"2024-06-01T12:00:00Z\"";

    private final MessageReader reader = new MessageReader(1_024, Duration.ofDays(1));

    @Test
    void theThreeFieldsAreEnough() {
        Message message = reader.read("{\"type\":\"a\",\"payload\":{},\"timestamp\":1717243200000}");
        assertThat(message.type()).isEqualTo("a");
        assertThat(message.timestamp()).isEqualTo(Instant.parse("2024-06-01T12:00:00Z"));
        assertThat(message.isForHub()).isTrue();
        assertThat(message.priority()).isEqualTo(5);
        assertThat(message.receipts()).isFalse();
    }

    @Test
    void everyOptionalFieldIsReadAndOthersPass() {
        Message message = reader.read(
                "{ \"x\" : [1,{\"to\":2}], \"to\":\"b\" ,\"from\":\"a\",\"id\":\"i\",\"type\":\"t\","
                        + "\"payload\":{\"deep\":[[{}]]}," + TIME
                        + ",\"correlation_id\":\"c\",\"reply_to\":\"a\",\"ttl_ms\":5000,\"priority\":9,\"version\":\"1.0\",\"receipts\":true}");
        assertThat(message.to()).isEqualTo("b");
        assertThat(message.from()).isEqualTo("a");
        assertThat(message.id()).isEqualTo("i");
        assertThat(message.correlationId()).isEqualTo("c");
        assertThat(message.replyTo()).isEqualTo("a");
        assertThat(message.ttlMillis()).isEqualTo(5_000);
        assertThat(message.priority()).isEqualTo(9);
        assertThat(message.receipts()).isTrue();
        assertThat(message.payload()).isEqualTo("{\"deep\":[[{}]]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"agent_id\":\"abc\",\"metrics\":{\"hr\":72,\"temp\":36.7}}|\"hr\":72,\"temp\":36.7",
                "{\"metrics\":{}}|",
                "{ \"metrics\" : { \"a\" : 1e3 } , \"unit\" : \"C\" }|\"a\" : 1e3 ,\"unit\" : \"C\"",
                "{\"n\":1,\"t\":true,\"z\":null,\"f\":1.50,\"s\":\"\\u00e9\\\"\"}|\"n\":1,\"t\":true,\"z\":null,\"f\":1.50,\"s\":\"\\u00e9\\\"\"",
                "{\"metrics\":[1],\"agent_id\":7}|\"metrics\":[1],\"agent_id\":7"
            })
    void thePayloadOfTelemetryHasItsMetricsBesideTheRest(String payload, String members) {
        Message message = reader.read("{\"type\":\"telemetry_update\",\"payload\":" + payload + "," + TIME + "}");
        assertThat(message.inPayload().members().strip()).isEqualTo(members == null ? "" : members);
    }

    @Test
    void anExampleBecomesAnEvent() {
        Message message = reader.read("{\"type\":\"telemetry_update\",\"payload\":{\"agent_id\":\"abc\","
                + "\"metrics\":{\"hr\":72,\"temp\":36.7}}," + TIME + ",\"id\":\"m\\\"1\"}");
        assertThat(TelemetryEvents.of(message, false).toString())
                .isEqualTo("{\"type\":\"telemetry_update\",\"agent_id\":\"abc\",\"id\":\"m\\\"1\"," + TIME
                        + ",\"payload\":{\"hr\":72,\"temp\":36.7}}");
        assertThat(TelemetryEvents.of(message, true).toString()).doesNotContain("timestamp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "MISSING_FIELD|{\"payload\":{},\"timestamp\":1}",
                "MISSING_FIELD|{\"type\":\"a\",\"timestamp\":1}",
                "MISSING_FIELD|{\"type\":\"a\",\"payload\":{}}",
                "WRONG_TYPE|{\"type\":1,\"payload\":{},\"timestamp\":1}",
                "WRONG_TYPE|{\"type\":\"a\",\"payload\":[],\"timestamp\":1}",
                "WRONG_TYPE|{\"type\":\"a\",\"payload\":{},\"timestamp\":true}",
                "WRONG_TYPE|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"ttl_ms\":\"1\"}",
                "WRONG_TYPE|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"receipts\":1}",
                "WRONG_TYPE|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"to\":[\"b\"]}",
                "EMPTY_FIELD|{\"type\":\"\",\"payload\":{},\"timestamp\":1}",
                "CONTROL_CHARACTER|{\"type\":\"a\\u0000\",\"payload\":{},\"timestamp\":1}",
                "LONE_SURROGATE|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"id\":\"\\ud800\"}",
                "BAD_TIMESTAMP|{\"type\":\"a\",\"payload\":{},\"timestamp\":\"yesterday\"}",
                "BAD_TIMESTAMP|{\"type\":\"a\",\"payload\":{},\"timestamp\":99999999999999999999}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"ttl_ms\":0}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"ttl_ms\":99999999999999999999}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"ttl_ms\":86400001}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"priority\":10}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"version\":\"2\"}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"receipts\":true}",
                "INVALID_PARAMETER|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"to\":\"topic:a b\"}",
                "DUPLICATE_KEY|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"to\":\"a\",\"to\":\"b\"}",
                "DUPLICATE_KEY|{\"type\":\"a\",\"payload\":{\"x\":1,\"x\":2},\"timestamp\":1}",
                "MALFORMED_JSON|{\"type\":\"a\",\"payload\":{},\"timestamp\":1",
                "MALFORMED_JSON|{\"type\":\"a\",\"payload\":{},\"timestamp\":1}{}",
                "NOT_AN_OBJECT|[]",
                "NOT_AN_OBJECT|17"
            })
    void whatIsNoMessageIsRefusedForWhatItIs(ProblemKind kind, String document) {
        assertRefused(kind, document);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 10_000})
    void whatIsTooDeepOrTooLargeIsRefused(int levels) {
        String deep = "[".repeat(levels) + "]".repeat(levels);
        assertRefused(
                levels < 100 ? ProblemKind.NESTED_TOO_DEEP : ProblemKind.MESSAGE_TOO_LARGE,
                "{\"type\":\"a\",\"payload\":{\"x\":" + deep + "},\"timestamp\":1}");
    }

    private void assertRefused(ProblemKind kind, String document) {
        assertThatThrownBy(() -> reader.read(document))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(kind));
    }
}
