package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.testkit.faults.Seed;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdjsonTest {
    private static final List<String> NAMES =
            List.of("plain", "żółć 漢字 \uD83D\uDE80", "a\"b\\c", "line\nbreak\ttab\u0001\u007f\u2028", "</script>", "'");

    @Test
    void aLineIsWhatTheMapperWrites() throws JsonProcessingException {
        long seed = Seed.of("NdjsonTest");
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Event event = new Event(
                    name(random),
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
                    Instant.ofEpochMilli(random.nextInt()),
                    name(random),
                    random.nextBoolean() ? null : name(random),
                    random.nextBoolean() ? null : name(random),
                    name(random),
                    new RawJson("{\"a\": [1.50, \"é\\n\"]}"));
            assertThat(new Ndjson().write(List.of(event)).toString())
                    .as("seed %d", seed)
                    .isEqualTo(Json.HTTP.writeValueAsString(event) + "\n");
        }
    }

    @Test
    void lineBreaksBetweenTheTokensOfAPayloadBecomeBlanks() {
        Event event =
                new Event("id", Instant.EPOCH, Instant.EPOCH, "t", null, null, "p", new RawJson("{\n\"a\":\r\n1}"));
        assertThat(new Ndjson().write(List.of(event)).toString()).endsWith("\"payload\":{ \"a\":  1}}\n");
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
