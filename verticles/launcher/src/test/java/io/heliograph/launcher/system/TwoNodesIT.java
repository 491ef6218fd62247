package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one machine: the same command twice. */
class TwoNodesIT {
    @TempDir
    Path directory;

    @Test
    void theSecondNodeJoinsAnswersAndOutlivesTheFirst() {
        try (HubProcess a = Hubs.run(directory, "--cluster", "--set", "live.interval=200ms")) {
            Http toA = new Http(a.url());
            try (HubProcess b = Hubs.run(directory, "--cluster", "--set", "live.interval=200ms")) {
                Http toB = new Http(b.url());
                assertThat(b.url()).isNotEqualTo(a.url());

                toA.post("/events", "{\"id\":\"from-a\",\"type\":\"two\"}");
                await().untilAsserted(() ->
                        assertThat(toB.get("/events/from-a").status()).isEqualTo(200));
                await().untilAsserted(() -> assertThat(states(toB)).isEqualTo(Map.of("node-1", "up", "node-2", "up")));

                a.kill();

                assertThat(toB.get("/events/from-a").status()).isEqualTo(200);
                assertThat(toB.post("/events", "{\"id\":\"from-b\",\"type\":\"two\"}")
                                .status())
                        .isEqualTo(202);
                await().untilAsserted(() ->
                        assertThat(toB.get("/events/from-b").status()).isEqualTo(200));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(states(toB)).isEqualTo(Map.of("node-1", "silent", "node-2", "up")));
                assertThat(b.text()).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aNodeWithoutAQuerySideAsksTheOther() {
        try (HubProcess a = Hubs.run(directory, "--cluster", "--set", "node.roles=gateway,drain")) {
            Http toA = new Http(a.url());
            assertThat(toA.get("/events").json().get("code").asText()).isEqualTo("not-served");
            try (HubProcess b = Hubs.run(directory, "--cluster", "--set", "node.roles=query")) {
                b.awaitUp();
                String payload = "{ \"as\" : \"it came\", \"n\":1.50 }";
                toA.post("/events", "{\"id\":\"over\",\"type\":\"bus\",\"payload\":" + payload + "}");

                await().untilAsserted(() ->
                        assertThat(toA.get("/events?type=bus").body()).contains("\"payload\":" + payload));
                assertThat(toA.get("/events/nothing").json().get("code").asText())
                        .as("a refusal crosses the bus as itself")
                        .isEqualTo("not-found");
            }
        }
    }

    @Test
    void theLastToLeaveStopsTheDatabase() throws IOException {
        HubProcess a = Hubs.run(directory, "--cluster");
        new Http(a.url()).post("/events", "{\"id\":\"from-a\",\"type\":\"leaving\"}");
        try (HubProcess b = Hubs.run(directory, "--cluster")) {
            Http toB = new Http(b.url());
            ProcessHandle postgres = EmbeddedDatabase.postmaster(directory);

            assertThat(a.stop()).isEqualTo(143);
            assertThat(postgres.isAlive()).isTrue();
            assertThat(toB.get("/events/from-a").status()).isEqualTo(200);

            assertThat(b.stop()).isEqualTo(143);
            assertThat(EmbeddedDatabase.processes(directory)).isEmpty();
            assertThat(a.text() + b.text()).doesNotContain(" WARN ", " ERROR ", "\tat ");
        }
    }

    @Test
    void nodesThatWereAllKilledFindEverythingAgain() {
        try (HubProcess a = Hubs.run(directory, "--cluster");
                HubProcess b = Hubs.run(directory, "--cluster")) {
            Http toA = new Http(a.url());
            Http toB = new Http(b.url());
            for (int i = 0; i < 200; i++) {
                assertThat(toA.post("/events", "{\"id\":\"a-" + i + "\",\"type\":\"kept\"}")
                                .status())
                        .isEqualTo(202);
                assertThat(toB.post("/events", "{\"id\":\"b-" + i + "\",\"type\":\"kept\"}")
                                .status())
                        .isEqualTo(202);
            }
            a.kill();
            b.kill();
        }
        try (HubProcess a = Hubs.run(directory, "--cluster");
                HubProcess b = Hubs.run(directory, "--cluster")) {
            b.url();
            Http toA = new Http(a.url());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    toA.get("/events/export?type=kept").body().lines())
                            .hasSize(1 + 400));
        }
    }

    private static Map<String, String> states(Http http) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode node : http.get("/cluster").json().get("nodes")) {
            states.put(node.get("name").asText(), node.get("state").asText());
        }
        return states;
    }
}
