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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's constraint refuses events, is found out, mended, and the events are stored after all. */
class DeadLettersIT {
    private static final int EVENTS = 300;
    private static final int REFUSED = 30;

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
    void whatTheDatabaseRefusedIsListedMendedAndStoredWhileTheBalanceHolds() {
        try (HubProcess hub = Hubs.run(directory, Map.of("HELIOGRAPH_DATABASE_URL", postgres.create("letters")))) {
            Http http = new Http(hub.url());
            postgres.sql("letters", "alter table telemetry add constraint no_seven check (payload not like '%7}')");
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> scrapes = CompletableFuture.supplyAsync(() -> scrapeUntil(done, hub));
            http.post("/events", events(), "application/x-ndjson");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(Metrics.of(http).events("set_aside")).isEqualTo(REFUSED));

            HubProcess list = heliograph(hub, "list", "--limit", "1000");
            assertThat(list.text().lines()).hasSize(REFUSED).allMatch(line -> line.contains("  23514  kept  "));
            HubProcess tooEarly = heliograph(hub, "replay", "--sqlstate", "23514");
            assertThat(tooEarly.exitCode()).isEqualTo(1);
            assertThat(tooEarly.text()).contains("no_seven", "stored 0, duplicates 0, refused again " + REFUSED);
            await().untilAsserted(() ->
                    assertThat(Metrics.of(http).deadLetters("23514")).isEqualTo(REFUSED));

            postgres.sql("letters", "alter table telemetry drop constraint no_seven");
            HubProcess replay = heliograph(hub, "replay", "--all");
            assertThat(replay.exitCode()).as(replay.text()).isZero();
            assertThat(replay.text()).contains("stored " + REFUSED + ", duplicates 0, refused again 0");

            assertThat(postgres.sql("letters", "select count(*), count(distinct id) from telemetry"))
                    .isEqualTo(EVENTS + "|" + EVENTS);
            Metrics metrics = Metrics.of(http);
            assertThat(metrics.events("stored")).isEqualTo(EVENTS - REFUSED);
            assertThat(metrics.replayed("stored")).isEqualTo(REFUSED);
            assertThat(metrics.events("set_aside")).isEqualTo(REFUSED);
            assertThat(heliograph(hub, "list").text()).isEmpty();
            done.set(true);
            assertThat(scrapes.join()).isPositive();
        }
    }

    /** Every scrape balances, whatever goes on meanwhile. */
    private static int scrapeUntil(AtomicBoolean done, HubProcess hub) {
        Http http = new Http(hub.url());
        int scrapes = 0;
        while (!done.get()) {
            Metrics metrics = Metrics.of(http);
            if (metrics.text().contains("heliograph_events_accepted_total{")) {
                assertThat(metrics.events("accepted"))
                        .isEqualTo(metrics.events("stored")
                                + metrics.duplicates("drain")
                                + metrics.events("set_aside")
                                + metrics.events("pending"));
                scrapes++;
            }
        }
        return scrapes;
    }

    private static byte[] events() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            lines.append("{\"type\":\"kept\",\"payload\":{\"n\":").append(i).append("}}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private HubProcess heliograph(HubProcess hub, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "deadletters";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Hubs.command(directory, Map.of("HELIOGRAPH_URL", hub.url()), all);
    }
}
