package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives the end of a process, clean and otherwise. */
class RestartIT {
    private static final int KILLS = 3;
    private static final int BATCH = 50;

    @TempDir
    Path directory;

    @Test
    void aCleanStopLeavesEverythingForTheNextStart() {
        try (HubProcess first = Hubs.run(directory)) {
            new Http(first.url()).post("/events", "{\"type\":\"kept\",\"id\":\"kept-1\"}");
            assertThat(first.stop()).isEqualTo(143);
            assertThat(first.text()).contains("Heliograph has stopped.").doesNotContain(" | at ", "WARN", "ERROR");
        }
        try (HubProcess second = Hubs.run(directory)) {
            assertThat(new Http(second.url()).get("/events/kept-1").status()).isEqualTo(200);
        }
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledByKills() {
        Map<String, Boolean> acknowledged = new HashMap<>();
        int batch = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (HubProcess hub = Hubs.run(directory)) {
                Http http = new Http(hub.url());
                Thread killer = new Thread(hub::kill);
                int until = batch + 40;
                try {
                    for (; ; batch++) {
                        if (batch == until) {
                            killer.start();
                        }
                        String body = batch(batch);
                        acknowledged.put("e-" + batch, false);
                        if (http.post("/events", body).status() == 202) {
                            acknowledged.put("e-" + batch, true);
                        }
                    }
                } catch (UncheckedIOException killed) {
                    batch++;
                }
                hub.exitCode();
            }
        }
        try (HubProcess hub = Hubs.run(directory)) {
            Http http = new Http(hub.url());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(pending(http)).isZero());
            Map<String, Integer> stored = storedByBatch(http);
            acknowledged.forEach((id, acked) -> {
                int count = stored.getOrDefault(id, 0);
                assertThat(count).as(id + " acknowledged: " + acked).isIn(acked ? Set.of(BATCH) : Set.of(0, BATCH));
            });
            assertThat(acknowledged.keySet()).containsAll(stored.keySet());
            assertThat(acknowledged.values().stream().filter(acked -> acked)).hasSizeGreaterThan(KILLS * 30);
        }
    }

    private static String batch(int number) {
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            events.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"ledger\",\"source\":\"e-")
                    .append(number)
                    .append("\",\"payload\":{\"i\":")
                    .append(i)
                    .append("}}");
        }
        return events.append(']').toString();
    }

    private static long pending(Http http) {
        JsonNode node = http.get("/cluster").json().get("nodes").get(0);
        return node.get("state").asText().equals("up") ? node.get("pending").asLong() : Long.MAX_VALUE;
    }

    private static Map<String, Integer> storedByBatch(Http http) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        http.get("/events/export?type=ledger&format=ndjson").body().lines().forEach(line -> {
            String source = line.replaceAll(".*\"source\":\"([^\"]+)\".*", "$1");
            assertThat(ids.add(line.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1")))
                    .as("once")
                    .isTrue();
            counts.merge(source, 1, Integer::sum);
        });
        return counts;
    }
}
