package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away and comes back, as the circuit breaker sees it. */
class BreakerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void aDatabaseThatStaysAwayIsLeftAloneAndUsedAgainWhenItIsBack() {
        EmbeddedPostgres postgres = external();
        try (HubProcess hub = Hubs.run(directory, urlOf(postgres), "--set", "database.breaker-reset=2s")) {
            Http http = new Http(hub.url());
            send(http);
            postgres.stop();
            await().atMost(PATIENCE).untilAsserted(() -> {
                Answer asked = http.get("/events");
                assertThat(asked.status()).isEqualTo(503);
                assertThat(asked.json().get("code").asText()).isEqualTo("database-unavailable");
                assertThat(asked.json().get("detail").asText()).startsWith("Circuit breaker is open");
                assertThat(asked.headers().firstValueAsLong("retry-after")).hasValue(2);
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(http.get("/health/ready").body())
                            .contains(
                                    "\"name\":\"database\",\"ready\":false", "Circuit breaker is open: the database"));
            // It is tried, again and again, and found to be away.
            await().atMost(PATIENCE)
                    .until(() -> Metrics.of(http).breakerBecame("half-open") >= 2
                            && Metrics.of(http).breakerState() == 2);
            send(http);

            postgres = EmbeddedPostgres.start(elsewhere);

            isStored(http, 2);
            Metrics metrics = Metrics.of(http);
            assertThat(metrics.breakerState()).isZero();
            assertThat(metrics.breakerBecame("closed")).isEqualTo(1);
            assertThat(http.get("/health/ready").status()).isEqualTo(200);
            assertThat(hub.text())
                    .containsOnlyOnce("the database has failed 5 times; it is left alone for 2s")
                    .containsOnlyOnce("the database answers again")
                    .doesNotContain(" ERROR ", " | at ");
        } finally {
            postgres.stop();
        }
    }

    /** Every one of many calls fails; as failures of one outage they count once in two seconds. */
    @Test
    void aDatabaseThatIsRestartedIsUsedAtOnceHoweverManyCallsItFailed() {
        EmbeddedPostgres postgres = external();
        try (HubProcess hub = Hubs.run(directory, urlOf(postgres), "--set", "database.breaker-failures=20")) {
            Http http = new Http(hub.url());
            send(http);
            postgres.stop();
            await().atMost(PATIENCE).until(() -> http.get("/events").status() == 503);
            for (int i = 0; i < 50; i++) {
                http.get("/events");
            }
            postgres = EmbeddedPostgres.start(elsewhere);
            isStored(http, 1);
            assertThat(Metrics.of(http).breakerBecame("open")).isZero();
        } finally {
            postgres.stop();
        }
    }

    @Test
    void anEmbeddedDatabaseThatTheHubStartedAgainIsTriedAtOnce() throws IOException {
        String[] opensAtOnceForLong = {"--set", "database.breaker-failures=1", "--set", "database.breaker-reset=10m"};
        try (HubProcess hub = Hubs.run(directory, opensAtOnceForLong)) {
            Http http = new Http(hub.url());
            send(http);
            isStored(http, 1);
            EmbeddedDatabase.postmaster(directory).destroyForcibly();
            send(http);
            isStored(http, 2);
            Metrics metrics = Metrics.of(http);
            assertThat(metrics.breakerState()).isZero();
            assertThat(metrics.breakerBecame("closed")).isEqualTo(metrics.breakerBecame("open"));
        }
    }

    /** A server that somebody else starts and stops. */
    private EmbeddedPostgres external() {
        FreshDatabase.into(elsewhere);
        return EmbeddedPostgres.start(elsewhere);
    }

    private static Map<String, String> urlOf(EmbeddedPostgres postgres) {
        Coordinates at = postgres.coordinates();
        return Map.of(
                "HELIOGRAPH_DATABASE_URL",
                "postgresql://%s:%s@%s:%d/%s".formatted(at.user(), at.password(), at.host(), at.port(), at.database()));
    }

    private static void send(Http http) {
        Answer answer = http.post("/events", "{\"type\":\"kept\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static void isStored(Http http, int events) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer answer = http.get("/events");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().get("items")).hasSize(events);
        });
    }
}
