package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of two nodes, asked of each of them, while one is killed and comes back. */
class WindowsIT {
    private static final int BATCHES = 40;
    private static final int BATCH = 50;
    private static final String HOUR = "/metrics/latest?window_seconds=3600";

    @TempDir
    Path directory;

    private final Random random = new Random(42);
    private final List<Double> sent = new ArrayList<>();

    @Test
    void everyNodeKnowsTheNumbersOfAllAndNamesTheOneThatIsGone() {
        try (HubProcess a = node()) {
            Http toA = new Http(a.url());
            HubProcess first = node();
            try (first) {
                Http toB = new Http(first.url());
                for (int i = 0; i < BATCHES; i++) {
                    send(i % 2 == 0 ? toA : toB);
                }
                repeat(toA, toB);
                await().untilAsserted(() -> assertAll(toA));
                await().untilAsserted(() -> assertAll(toB));
                assertFilters(toB);
                assertRefusals(toA);
                first.kill();
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode window = toA.get(HOUR).json();
                assertThat(texts(window.get("nodes"))).containsExactly("node-1");
                assertThat(texts(window.get("missing"))).containsExactly("node-2");
                assertThat(type(window, "llm.interaction").get("count").asInt()).isEqualTo(BATCHES * BATCH / 2);
            });
            try (HubProcess again = node()) {
                Http toB = new Http(again.url());
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertAll(toB));
                send(toB);
                await().untilAsserted(() -> assertAll(toA));
            }
        }
    }

    private void send(Http http) {
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            double latency = Math.round(Math.exp(random.nextGaussian() + 5) * 10) / 10.0;
            sent.add(latency);
            events.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"llm.interaction\",\"agent_id\":\"agent-")
                    .append(i % 10)
                    .append("\",\"latency_ms\":")
                    .append(latency)
                    .append(",\"tokens\":{\"in\":10,\"out\":")
                    .append(i)
                    .append("},\"blocked\":")
                    .append(i % 5 == 0)
                    .append('}');
        }
        assertThat(http.post("/events", events.append(']').toString()).status()).isEqualTo(202);
    }

    /** The same id twice at one node counts once. */
    private static void repeat(Http... nodes) {
        for (Http node : nodes) {
            String event = "{\"id\":\"" + node.hashCode() + "\",\"type\":\"once\",\"payload\":{\"n\":1}}";
            node.post("/events", event);
            node.post("/events", event);
        }
    }

    private void assertAll(Http http) {
        JsonNode window = http.get(HOUR).json();
        assertThat(texts(window.get("nodes"))).containsExactly("node-1", "node-2");
        assertThat(texts(window.get("missing"))).isEmpty();
        assertThat(window.get("complete_from")).isEqualTo(window.get("from"));
        assertThat(type(window, "once").get("count").asInt()).isEqualTo(2);
        assertThat(type(window, "llm.interaction").get("count").asInt()).isEqualTo(sent.size());

        List<Double> exact = new ArrayList<>(sent);
        Collections.sort(exact);
        JsonNode latency = field(window, "latency_ms");
        assertThat(latency.get("count").asInt()).isEqualTo(exact.size());
        assertThat(latency.get("min").asDouble()).isEqualTo(exact.get(0));
        assertThat(latency.get("max").asDouble()).isEqualTo(exact.get(exact.size() - 1));
        assertThat(latency.get("sum").asDouble())
                .isCloseTo(exact.stream().mapToDouble(Double::doubleValue).sum(), within(0.001));
        for (int percent : new int[] {50, 90, 95, 99}) {
            double value = exact.get((int) Math.ceil(percent * exact.size() / 100.0) - 1);
            assertThat(latency.get("p" + percent).asDouble()).isCloseTo(value, within(value * 0.010001));
        }
        assertThat(field(window, "blocked").get("mean").asDouble()).isEqualTo(0.2);
        assertThat(field(window, "tokens.in").get("mean").asDouble()).isEqualTo(10);
    }

    private static void assertFilters(Http http) {
        JsonNode ofAgent = http.get(HOUR + "&agent_id=agent-3").json();
        assertThat(ofAgent.get("types")).hasSize(1);
        assertThat(type(ofAgent, "llm.interaction").get("count").asInt()).isEqualTo(BATCHES * BATCH / 10);
        assertThat(http.get(HOUR + "&type=once").json().get("types")).hasSize(1);
        assertThat(http.get(HOUR + "&source=nowhere").json().get("types")).isEmpty();
        assertThat(http.get("/metrics/latest").json().get("types")).isNotEmpty();
    }

    private static void assertRefusals(Http http) {
        for (String seconds : new String[] {"0", "-1", "3601", "x"}) {
            assertThat(http.get("/metrics/latest?window_seconds=" + seconds).status())
                    .as(seconds)
                    .isIn(400, 422);
        }
    }

    private static JsonNode type(JsonNode window, String name) {
        return named(window.get("types"), "type", name);
    }

    private static JsonNode field(JsonNode window, String name) {
        return named(type(window, "llm.interaction").get("fields"), "field", name);
    }

    private static JsonNode named(JsonNode all, String member, String name) {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.get(member).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + all));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private HubProcess node() {
        return Hubs.run(directory, "--cluster", "--set", "cluster.name=" + directory.getFileName());
    }
}
