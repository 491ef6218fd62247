package io.heliograph.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventInput;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void aPayloadGoesOutToCallersAsItCameIn() throws Exception {
        Instant noon = Instant.parse("2026-01-31T12:00:00.5Z");
        RawJson payload = new RawJson("{ \"a\": 1.50,\t\"a\":\"\\u00e9é\" }");
        assertThat(Json.HTTP.writeValueAsString(new Event("i", noon, noon, "t", null, "a", "p", payload)))
                .isEqualTo("{\"id\":\"i\",\"timestamp\":\"2026-01-31T12:00:00.500Z\","
                        + "\"received_at\":\"2026-01-31T12:00:00.500Z\",\"type\":\"t\",\"source\":null,"
                        + "\"agent_id\":\"a\",\"project\":\"p\",\"payload\":{ \"a\": 1.50,\t\"a\":\"\\u00e9é\" }}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"a\",\"typo\":1}",
                "{\"type\":\"a\",\"type\":\"b\"}",
                "{\"type\":\"a\"} {}",
                "{\"type\":\"a\",\"timestamp\":\"tomorrow\"}",
                "{\"type\":\"a\",}",
                "[]"
            })
    void whatIsNotExactlyTheRecordIsRefused(String json) {
        assertThatThrownBy(() -> Json.HTTP.readValue(json, EventInput.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
