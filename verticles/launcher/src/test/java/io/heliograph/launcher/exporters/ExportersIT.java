package io.heliograph.launcher.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.launcher.system.Metrics;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.PluginJar;
import io.heliograph.testkit.TargetServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters of the packaged hub, as its operator sees them: one to stdout, one of a jar, one whose target is away. */
class ExportersIT {
    private static final int EVENTS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void eachTakesWhatItCanAndNoneIsInTheWay() throws IOException {
        PluginJar.into(directory.resolve("plugins"), directory, Path.of("target", "heliograph.jar"));
        Path file = directory.resolve("ids.txt");
        try (HubProcess hub = Hubs.run(
                directory,
                "--set",
                "exporters.names=stdout,mine,away",
                "--set",
                "exporters.plugins=plugins",
                "--set",
                "exporters.stdout.types=log.*",
                "--set",
                "exporters.mine.kind=file",
                "--set",
                "exporters.mine.path=" + file,
                "--set",
                "exporters.away.kind=kafka",
                "--set",
                "exporters.away.bootstrap-servers=127.0.0.1:" + TargetServer.freePort(),
                "--set",
                "exporters.away.topic=events",
                "--set",
                "exporters.away.delivery-timeout=500ms",
                "--set",
                "exporters.away.breaker-failures=2")) {
            Http http = new Http(hub.url());
            for (int i = 0; i < EVENTS; i++) {
                String event = "{\"id\":\"e-%d\",\"type\":\"%s\",\"password\":\"geheim\"}"
                        .formatted(i, i % 2 == 0 ? "log.info" : "job.done");
                assertThat(http.post("/events", event).status()).isEqualTo(202);
            }
            await().atMost(PATIENCE).until(() -> Metrics.of(http).events("stored") == EVENTS);
            await().atMost(PATIENCE).until(() -> item(http, 0).get("lag_events").asLong() == 0);
            await().atMost(PATIENCE).until(() -> item(http, 1).get("lag_events").asLong() == 0);
            await().atMost(PATIENCE)
                    .until(() -> !item(http, 2).get("state").asText().equals("closed"));

            assertThat(hub.text().lines().filter(line -> line.startsWith("{\"id\":\"e-")))
                    .hasSize(EVENTS / 2)
                    .allMatch(line -> line.contains("\"type\":\"log.info\"") && line.contains("\"password\":\"***\""));
            assertThat(Files.readAllLines(file))
                    .containsExactlyElementsOf(
                            IntStream.range(0, EVENTS).mapToObj(n -> "e-" + n).toList());

            JsonNode away = item(http, 2);
            assertThat(away.get("lag_events").asLong()).isEqualTo(EVENTS);
            assertThat(away.get("lag_bytes").asLong()).isPositive();
            assertThat(away.get("last_error").asText()).isNotEmpty();
            Answer ready = http.get("/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body())
                    .contains("\"status\":\"ready\"", "\"name\":\"exporter away\",\"ready\":false")
                    .contains("\"name\":\"exporter mine\",\"ready\":true");
            assertThat(http.get("/metrics").body())
                    .contains("heliograph_exporter_events_total{exporter=\"mine\",kind=\"file\"} 300.0")
                    .contains("heliograph_exporter_left_out_total{exporter=\"stdout\",kind=\"stdout\"} 150.0")
                    .contains("heliograph_exporter_lag_events{exporter=\"away\",kind=\"kafka\"} 300.0");
        }
    }

    private static JsonNode item(Http http, int index) {
        return http.get("/exporters").json().get("items").get(index);
    }
}
