package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.launcher.system.FreshDatabase;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is away: who was in stays in, and nobody is told that his key is wrong. */
class KeyOutageIT {
    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void knownKeysGoOnWorkingAndUnknownOnesAreAskedToWait() {
        FreshDatabase.into(elsewhere);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(elsewhere);
        try (HubProcess hub = run(postgres)) {
            Calls admin = Calls.of(hub.url(), "geheim-and-long");
            Calls known = admin.with(admin.makeKey("known", "lab", "events:write"));
            Calls unknown = admin.with(admin.makeKey("unknown", "lab", "events:write"));
            assertThat(send(known)).isEqualTo(202);

            postgres.stop();

            assertThat(send(known)).isEqualTo(202);
            assertThat(send(unknown)).isEqualTo(503);
            assertThat(send(admin.with("hg_0123456789abcdef_" + "A".repeat(43))))
                    .isEqualTo(503);
            assertThat(send(admin.with("wrong"))).isEqualTo(401);
            assertThat(send(known)).isEqualTo(202);
            assertThat(send(admin)).isEqualTo(202);

            postgres = EmbeddedPostgres.start(elsewhere);
            await().atMost(Duration.ofSeconds(60)).until(() -> send(unknown) == 202);
        } finally {
            postgres.stop();
        }
    }

    @Test
    void whatIsOpenOutlivesTheOutageAndEndsWithItsKeyThoughNobodySaysSo() throws Exception {
        FreshDatabase.into(elsewhere);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(elsewhere);
        try (HubProcess hub = run(postgres)) {
            Calls admin = Calls.of(hub.url(), "geheim-and-long");
            String key = admin.makeKey("known", "lab", "events:read");
            try (Listener calls = Listener.withKey(hub.url(), "/rpc", key);
                    Listener stream = Listener.withKey(hub.url(), "/stream", key)) {
                await().until(() -> stream.hasHeard("recovered"));
                postgres.stop();
                await().until(() -> admin.get("/keys").status() == 503);
                postgres = EmbeddedPostgres.start(elsewhere);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> admin.get("/keys").status() == 200);
                calls.say("{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}");
                await().until(() -> calls.hasHeard("\"id\":1"));
                assertThat(stream.closed()).isNotDone();

                Coordinates at = postgres.coordinates();
                try (Sql sql = Sql.connect(at.host(), at.port(), at.database(), at.user(), at.password())) {
                    sql.run("update access_key set revoked_at = now()");
                }

                assertThat(calls.closed().get(30, TimeUnit.SECONDS)).startsWith("1008 ");
                assertThat(stream.closed().get(30, TimeUnit.SECONDS)).startsWith("1008 unauthenticated: ");
            }
        } finally {
            postgres.stop();
        }
    }

    private HubProcess run(EmbeddedPostgres postgres) {
        return Hubs.run(
                directory,
                urlOf(postgres),
                "--set",
                "auth.api-key=geheim-and-long",
                "--set",
                "auth.key-ttl=0s",
                "--set",
                "database.breaker-failures=1",
                "--set",
                "database.breaker-reset=1s");
    }

    private static int send(Calls caller) {
        return caller.post("/events", "{\"type\":\"k\"}").status();
    }

    private static Map<String, String> urlOf(EmbeddedPostgres postgres) {
        Coordinates at = postgres.coordinates();
        return Map.of(
                "HELIOGRAPH_DATABASE_URL",
                "postgresql://%s:%s@%s:%d/%s".formatted(at.user(), at.password(), at.host(), at.port(), at.database()));
    }
}
