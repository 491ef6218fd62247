package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.testkit.DebianPostgres;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub on a PostgreSQL that somebody else runs. */
class ExternalDatabaseIT {
    private static final int CUTS = 20;

    private static DebianPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        assumeTrue(
                DebianPostgres.isInstalled(),
                "skipped: no PostgreSQL under /usr/lib/postgresql (Debian's package postgresql)");
        postgres = DebianPostgres.start();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void eventsGoInComeOutAndOutliveARestart() {
        String url = postgres.create("lives");
        try (HubProcess hub = on(url)) {
            Http http = new Http(hub.url());
            http.post("/events", "[{\"id\":\"one\",\"type\":\"far\"},{\"id\":\"two\",\"type\":\"far\"}]");
            stored(http, "one");
            assertThat(hub.text()).contains("PostgreSQL at ").doesNotContain("geheim");
            assertThat(directory.resolve("data/postgres-18")).doesNotExist();
            assertThat(hub.stop()).isEqualTo(143);
        }
        try (HubProcess hub = on(url)) {
            Http http = new Http(hub.url());
            assertThat(http.get("/events/one").status()).isEqualTo(200);
            http.post("/events", "{\"id\":\"three\",\"type\":\"far\"}");
            stored(http, "three");
            assertThat(hub.text()).doesNotContain(" WARN ", " ERROR ", " | at ");
        }
        assertThat(postgres.sql("lives", "select count(*) from telemetry")).isEqualTo("3");
    }

    @Test
    void nothingIsLostOrDoubledWhenConnectionsAreCut() {
        String url = postgres.create("cut");
        try (HubProcess hub = on(url, "--set", "drain.longest-pause=200ms")) {
            Http http = new Http(hub.url());
            String batch = "{\"type\":\"cut\",\"agent_id\":\"a\"}\n".repeat(100);
            for (int cut = 0; cut < CUTS; cut++) {
                for (int i = 0; i < 5; i++) {
                    http.post("/events", batch.getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
                }
                postgres.sql(
                        "cut",
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'heliograph%'");
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Metrics metrics = Metrics.of(http);
                assertThat(metrics.events("pending")).isZero();
                assertThat(metrics.events("stored")).isEqualTo(CUTS * 500);
            });
            assertThat(postgres.sql("cut", "select count(*), count(distinct id) from telemetry"))
                    .isEqualTo(CUTS * 500 + "|" + CUTS * 500);
            assertThat(hub.text()).doesNotContain(" ERROR ", " | at ");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        String url = postgres.url("postgres", "falsch");
        Hubs.refused(on(url), "password");
    }

    @Test
    void aDatabaseThatDoesNotExistIsRefused() {
        Hubs.refused(on(postgres.url("nowhere", DebianPostgres.PASSWORD)), "nowhere");
    }

    @Test
    void aNewerSchemaIsRefused() {
        String url = postgres.create("newer");
        try (HubProcess hub = on(url)) {
            hub.url();
        }
        postgres.sql(
                "newer",
                "insert into heliograph_migration (module, version, name, checksum) values ('store', 999, 'later', 'x')");
        Hubs.refused(on(url), "newer Heliograph");
    }

    @Test
    void aServerThatMayLoseWhatItAcknowledgedIsRefusedUnlessAllowed() {
        String url = postgres.create("unsafe");
        postgres.sql("postgres", "alter system set fsync = off");
        postgres.sql("postgres", "select pg_reload_conf()");
        try {
            await().until(() -> postgres.sql("postgres", "show fsync").equals("off"));
            Hubs.refused(on(url), "fsync");
            try (HubProcess hub = on(url, "--set", "database.allow-unsafe=true")) {
                Http http = new Http(hub.url());
                http.post("/events", "{\"id\":\"one\",\"type\":\"far\"}");
                stored(http, "one");
            }
        } finally {
            postgres.sql("postgres", "alter system reset fsync");
            postgres.sql("postgres", "select pg_reload_conf()");
        }
    }

    private HubProcess on(String url, String... options) {
        return Hubs.run(directory, Map.of("HELIOGRAPH_DATABASE_URL", url), options);
    }

    private static void stored(Http http, String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(http.get("/events/" + id).status()).isEqualTo(200));
    }
}
