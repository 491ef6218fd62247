package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.testkit.faults.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final List<String> NAMES =
            List.of("plain", "żółć 漢字 \uD83D\uDE80", "a\"b\\c", "line\nbreak\ttab\u0001\u007f\u2028", "</script>", "'");
    private static final String PAYLOAD = "{\"a\":\r\n [1.50, \"é\\n\"]}";

    @Test
    void anEventIsWhatTheMapperWrites() throws JsonProcessingException {
        long seed = Seed.of("EventJsonTest");
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            boolean isOwn = random.nextBoolean();
            JournaledEvent event = new JournaledEvent(
                    name(random),
                    random.nextLong(1L << 52),
                    random.nextInt() * 1_000L,
                    isOwn ? null : new UUID(random.nextLong(), random.nextLong()),
                    isOwn ? name(random) : null,
                    name(random),
                    random.nextBoolean() ? null : name(random),
                    random.nextBoolean() ? null : name(random),
                    PAYLOAD);
            assertThat(new String(EventJson.of(event), StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(Json.HTTP.writeValueAsString(mapped(event)));
        }
    }

    private static Event mapped(JournaledEvent event) {
        return new Event(
                event.id(),
                event.time(),
                event.received(),
                event.type(),
                event.source(),
                event.agentId(),
                event.project(),
                new RawJson(PAYLOAD));
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
