package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender beyond his rate and the operator of the hub see, through the packaged jar. */
class LimitsIT {
    private static final String EVENT = "{\"type\":\"a\"}\n";

    @TempDir
    Path directory;

    @Test
    void whatWasTurnedAwayIsCountedAndTheBalanceHolds() {
        try (HubProcess hub = Hubs.run(directory, Map.of("HELIOGRAPH_LIMITS_EVENTS_PER_SECOND", "1"))) {
            Http http = new Http(hub.url());
            assertThat(send(http, 5_000).status()).isEqualTo(202);
            Answer refused = send(http, 10);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().get("code").asText()).isEqualTo("rate-limited");
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(4_000, 5_000);

            await().untilAsserted(() -> {
                String metrics = http.get("/metrics").body();
                assertThat(metrics.lines())
                        .contains(
                                "heliograph_requests_throttled_total{code=\"rate-limited\",project=\"default\"} 1.0",
                                "heliograph_events_received_total{project=\"default\"} 5000.0",
                                "heliograph_events_stored_total{project=\"default\"} 5000.0",
                                "heliograph_limit_in_flight 2000.0",
                                "heliograph_ingest_in_flight 0.0",
                                "heliograph_bodies_in_flight_bytes 0.0");
            });
        }
    }

    private static Answer send(Http http, int events) {
        return http.post("/events", EVENT.repeat(events).getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
    }
}
