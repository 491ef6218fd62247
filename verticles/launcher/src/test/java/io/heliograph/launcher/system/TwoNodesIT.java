package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one machine: the same command twice. */
class TwoNodesIT {
    private static final int KEPT = 200;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void theSecondNodeJoinsAnswersAndOutlivesTheFirst() {
        try (HubProcess a = node("--set", "live.interval=200ms")) {
            Http toA = new Http(a.url());
            try (HubProcess b = node("--set", "live.interval=200ms")) {
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
                assertThat(b.text()).doesNotContain(" | at ");
            }
        }
    }

    @Test
    void aNodeWithoutAQuerySideAsksTheOther() {
        try (HubProcess a = node("--set", "node.roles=gateway,drain")) {
            Http toA = new Http(a.url());
            try (HubProcess stranger = nodeIn(elsewhere, "--set", "node.roles=query")) {
                stranger.awaitUp();
                assertThat(toA.get("/events").json().get("code").asText())
                        .as("a node of another data directory does not join")
                        .isEqualTo("not-served");
            }
            try (HubProcess b = node("--set", "node.roles=query")) {
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
    void killedNodesFindEverythingAgainAndTheLastToLeaveStopsTheDatabase() throws IOException {
        try (HubProcess a = node();
                HubProcess b = node()) {
            send(new Http(a.url()), "a-");
            send(new Http(b.url()), "b-");
            a.kill();
            b.kill();
        }
        try (HubProcess a = node();
                HubProcess b = node()) {
            Http toB = new Http(b.url());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    toB.get("/events/export?type=kept").body().lines())
                            .hasSize(1 + 2 * KEPT));
            a.awaitUp();
            ProcessHandle postgres = EmbeddedDatabase.postmaster(directory);

            assertThat(a.stop()).isEqualTo(143);
            assertThat(postgres.isAlive()).isTrue();
            assertThat(toB.get("/events/a-0").status()).isEqualTo(200);

            assertThat(b.stop()).isEqualTo(143);
            assertThat(EmbeddedDatabase.processes(directory)).isEmpty();
            assertThat(a.text() + b.text()).doesNotContain(" WARN ", " ERROR ", " | at ");
        }
    }

    private static void send(Http http, String prefix) {
        for (int i = 0; i < KEPT; i++) {
            String event = "{\"id\":\"" + prefix + i + "\",\"type\":\"kept\"}";
            assertThat(http.post("/events", event).status()).isEqualTo(202);
        }
    }

    /** Under a name of its own, so that no other cluster on the machine is joined. */
    private HubProcess node(String... options) {
        return nodeIn(directory, options);
    }

    /** All bear the same cluster name. */
    private HubProcess nodeIn(Path data, String... options) {
        List<String> all = new ArrayList<>(List.of("--cluster", "--set", "cluster.name=" + directory.getFileName()));
        all.addAll(Arrays.asList(options));
        return Hubs.run(data, all.toArray(String[]::new));
    }

    private static Map<String, String> states(Http http) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode node : http.get("/cluster").json().get("nodes")) {
            states.put(node.get("name").asText(), node.get("state").asText());
        }
        return states;
    }
}
