package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.launcher.system.RandomEvents.Sent;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted comes back as it was sent, whatever it was. */
@Tag("fault")
class RoundTripIT {
    private static final int EVENTS = Rounds.of("round-trip-events", 4_000, 100_000);
    private static final int BATCH = 100;
    private static final int BROKEN = 20;
    private static final String PAYLOAD = "\"payload\":";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed = Seed.of("RoundTripIT");
    private final RandomEvents random = new RandomEvents(seed, Instant.now());

    @TempDir
    Path directory;

    @Test
    void randomEventsComeBackByteForByte() throws IOException {
        try (HubProcess hub = Hubs.run(directory)) {
            Http http = new Http(hub.url());
            Map<String, Sent> sent = new HashMap<>();
            for (int batch = 0; batch < EVENTS / BATCH; batch++) {
                List<Sent> events = send(http, batch);
                events.forEach(event -> sent.put(event.id(), event));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Metrics.of(http).events("stored")).isEqualTo(EVENTS));

            List<String> lines =
                    http.get("/events/export?format=ndjson").body().lines().toList();
            assertThat(lines).as("seed " + seed).hasSize(EVENTS);
            for (String line : lines) {
                compare(sent.remove(JSON.readTree(line).get("id").asText()), line);
            }
            assertThat(sent).isEmpty();
            Outcome.of("B29", "%d events from seed %d came back byte for byte", EVENTS, seed);
            everyLineBreakIsKept(http);
        }
    }

    /** Every other batch is an array; in the others an event is a line. */
    private List<Sent> send(Http http, int batch) {
        boolean array = batch % 2 == 0;
        List<Sent> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(random.next("r-" + batch + "-" + i, false));
        }
        String body = events.stream().map(Sent::json).collect(Collectors.joining(array ? "," : "\n"));
        Answer answer = http.post(
                "/events",
                (array ? "[" + body + "]" : body).getBytes(StandardCharsets.UTF_8),
                array ? "application/json" : "application/x-ndjson; charset=utf-8");
        assertThat(answer.body()).as("seed " + seed).isEqualTo("{\"accepted\":100,\"rejected\":[],\"duplicates\":0}");
        return events;
    }

    private void compare(Sent sent, String line) throws IOException {
        JsonNode back = JSON.readTree(line);
        assertThat(payload(line)).as("seed " + seed).isEqualTo(sent.payload());
        assertThat(Instant.parse(back.get("timestamp").asText())).isEqualTo(sent.timestamp());
        assertThat(back.get("type").textValue()).isEqualTo(sent.type());
        assertThat(back.get("source").textValue()).isEqualTo(sent.source());
        assertThat(back.get("agent_id").textValue()).isEqualTo(sent.agentId());
    }

    /** A file of lines has blanks for them; the event itself has not. */
    private void everyLineBreakIsKept(Http http) {
        for (int i = 0; i < BROKEN; i++) {
            Sent event = random.next("lines-" + i, true);
            assertThat(http.post("/events", event.json()).status())
                    .as("seed " + seed)
                    .isEqualTo(202);
            await().until(() -> http.get("/events/" + event.id()).status() == 200);
            assertThat(payload(http.get("/events/" + event.id()).body()))
                    .as("seed " + seed)
                    .isEqualTo(event.payload());
        }
        assertThat(http.get("/events/export?format=ndjson").body().lines()).hasSize(EVENTS + BROKEN);
    }

    private static String payload(String event) {
        return event.substring(event.indexOf(PAYLOAD) + PAYLOAD.length(), event.length() - 1);
    }
}
