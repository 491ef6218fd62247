package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups of two nodes that take events while each of them is killed in turn. */
class RollupsIT {
    private static final int BATCH = 40;
    private static final int BATCHES = 30;

    @TempDir
    Path directory;

    private final Instant now = Instant.now();
    private final Random random = new Random(99);
    private final AtomicLong acknowledged = new AtomicLong();
    private int ids;

    @Test
    void whoeverIsKilledRollupsEqualTheRows() {
        try (HubProcess a = node()) {
            Http toA = new Http(a.url());
            try (HubProcess b = node()) {
                sendAndKill(toA, new Http(b.url()), b);
            }
            try (HubProcess b = node()) {
                Http toB = new Http(b.url());
                sendAndKill(toB, toA, a);
            }
        }
        try (HubProcess a = node();
                HubProcess b = node()) {
            Http toA = new Http(a.url());
            Http toB = new Http(b.url());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(pending(toA)).isZero();
                assertThat(count(toA, "&step=1m")).isGreaterThanOrEqualTo(acknowledged.get());
            });
            long minutes = count(toA, "&step=1m");
            assertThat(count(toB, "&step=1h")).isEqualTo(minutes);
            assertThat(count(toB, "&step=1d")).isEqualTo(minutes);
            assertThat(count(toA, "&step=1m&field=n")).isEqualTo(minutes);
            assertThat(rows(toB)).isEqualTo(minutes);

            HubProcess check = Hubs.command(directory, Map.of(), "rollups", "check", "--since", "2d", "--url", a.url());
            assertThat(check.exitCode()).as(check.text()).isZero();
            assertThat(check.text()).contains("read " + minutes + " events", " 0 differences");
            assertThat(toA.get("/metrics/range").status()).isEqualTo(400);
            assertThat(toA.get("/metrics/range?type=t&step=61s").status()).isEqualTo(400);
            assertThat(toA.get("/metrics/range?type=t&step=1m&from=2020-01-01T00:00:00Z")
                            .status())
                    .isEqualTo(400);
        }
    }

    /** Sends to both; in the middle of it one is killed. */
    private void sendAndKill(Http survivor, Http victim, HubProcess process) {
        Thread killer = new Thread(process::kill);
        for (int i = 0; i < BATCHES; i++) {
            if (i == BATCHES / 2) {
                killer.start();
            }
            send(survivor);
            try {
                send(victim);
            } catch (UncheckedIOException killed) {
                assertThat(i).isGreaterThanOrEqualTo(BATCHES / 2);
            }
        }
        process.exitCode();
    }

    /** Some of the last minute, some late by hours, and now and then an id that comes twice within. */
    private void send(Http http) {
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            long late = random.nextInt(8) == 0 ? random.nextInt(86_400) : random.nextInt(60);
            events.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"e")
                    .append(ids + i)
                    .append("\",\"type\":\"t\",\"timestamp\":\"")
                    .append(now.minusSeconds(late))
                    .append("\",\"n\":")
                    .append(random.nextInt() / 100.0)
                    .append("}");
        }
        ids += BATCH;
        if (http.post("/events", events.append(']').toString()).status() == 202) {
            acknowledged.addAndGet(BATCH);
        }
    }

    private long count(Http http, String more) {
        JsonNode range = http.get("/metrics/range?type=t&from=" + now.minusSeconds(90_000) + more)
                .json();
        long count = 0;
        for (JsonNode point : range.get("points")) {
            count += point.get("count").asLong();
        }
        return count;
    }

    private static long rows(Http http) {
        return http.get("/events/export?type=t&format=ndjson").body().lines().count();
    }

    private static long pending(Http http) {
        long pending = 0;
        for (JsonNode node : http.get("/cluster").json().get("nodes")) {
            pending += node.get("state").asText().equals("up")
                    ? node.get("pending").asLong()
                    : 0;
        }
        return pending;
    }

    private HubProcess node() {
        return Hubs.run(directory, "--cluster", "--set", "cluster.name=" + directory.getFileName());
    }
}
