package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL is killed under a running hub. */
class DatabaseKilledIT {
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private final Set<String> accepted = new TreeSet<>();

    @Test
    void theHubGoesOnAcceptingAndStartsItAgain() throws IOException {
        try (HubProcess hub = Hubs.run(directory, "--set", "drain.longest-pause=500ms")) {
            Http http = new Http(hub.url());
            send(http, 50);

            // Whoever holds this door keeps the hub from starting PostgreSQL, so that its absence lasts.
            try (FileChannel door = FileChannel.open(directory.resolve("data/door.lock"), StandardOpenOption.WRITE)) {
                door.lock();
                EmbeddedDatabase.postmaster(directory).destroyForcibly();
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    Answer ready = http.get("/health/ready");
                    assertThat(ready.status()).isEqualTo(503);
                    assertThat(ready.body()).contains("\"name\":\"database\",\"ready\":false");
                });
                send(http, 50);
                Answer asked = http.get("/events");
                assertThat(asked.status()).isEqualTo(503);
                assertThat(asked.json().get("code").asText()).isEqualTo("database-unavailable");
                assertThat(asked.headers().firstValue("retry-after")).isPresent();
                assertThat(http.get("/health").status()).isEqualTo(200);
            }
            everythingIsStoredOnce(http);
            assertThat(hub.text()).doesNotContain(" | at ", " ERROR ");
        }
    }

    @Test
    void nothingIsLostOrDoubledWhereverItIsKilled() throws IOException {
        try (HubProcess hub = Hubs.run(directory, "--set", "drain.longest-pause=500ms")) {
            Http http = new Http(hub.url());
            for (int kill = 0; kill < KILLS; kill++) {
                send(http, 100);
                EmbeddedDatabase.postmaster(directory).destroyForcibly();
                send(http, 100);
                everythingIsStoredOnce(http);
            }
            assertThat(hub.text()).doesNotContain(" | at ", " ERROR ");
        }
    }

    private void send(Http http, int events) {
        for (int i = 0; i < events; i++) {
            String id = "e-" + accepted.size();
            Answer answer = http.post("/events", "[{\"type\":\"kept\",\"source\":\"" + id + "\"}]");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            accepted.add(id);
        }
    }

    private void everythingIsStoredOnce(Http http) {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(http.get("/health/ready").status()).isEqualTo(200));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Metrics metrics = Metrics.of(http);
            assertThat(metrics.events("pending")).isZero();
            assertThat(metrics.events("stored")).isEqualTo(accepted.size());
        });
        String exported = http.get("/events/export?format=ndjson").body();
        assertThat(exported.lines()).hasSize(accepted.size());
        assertThat(exported.lines()
                        .map(line -> line.replaceFirst(".*\"source\":\"([^\"]+)\".*", "$1"))
                        .collect(Collectors.toSet()))
                .isEqualTo(accepted);
    }
}
