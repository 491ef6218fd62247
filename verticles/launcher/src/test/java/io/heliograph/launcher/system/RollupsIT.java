package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups and windows of two nodes that take events and are asked while each of them is killed in turn. */
@Tag("fault")
class RollupsIT {
    private static final int BATCH = Rounds.of("rollups-batch", 40, 1_000);
    private static final int BATCHES = Rounds.of("rollups-batches", 30, 340);
    private static final String HOUR = "/metrics/latest?window_seconds=3600&type=t";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final Instant now = Instant.now();
    private final Random random = new Random(99);
    private final AtomicLong acknowledged = new AtomicLong();
    private int ids;

    @Test
    void whoeverIsKilledRollupsAndWindowsEqualTheRows() {
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
            List<Row> rows = rows(b);
            assertThat(rows).hasSize((int) minutes);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertWindow(toA, rows);
                assertWindow(toB, rows);
            });

            HubProcess check = Hubs.command(directory, Map.of(), "rollups", "check", "--since", "2d", "--url", a.url());
            assertThat(check.exitCode()).as(check.text()).isZero();
            assertThat(check.text()).contains("read " + minutes + " events", " 0 differences");
            Outcome.of(
                    "numbers",
                    "%d acknowledged events, both nodes killed: %d rows, windows and rollups equal to them; %s",
                    acknowledged.get(),
                    minutes,
                    check.text().strip());
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
            assertThat(survivor.get(HOUR).status()).isEqualTo(200);
            try {
                send(victim);
                assertThat(victim.get(HOUR).status()).isEqualTo(200);
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

    /** When an event happened, and its number: a million of them have room in a test. */
    private record Row(Instant at, double n) {}

    private static List<Row> rows(HubProcess hub) {
        URI export = URI.create(hub.url() + "/events/export?type=t&format=ndjson");
        try (Stream<String> lines = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(export).build(), BodyHandlers.ofLines())
                .body()) {
            return lines.map(RollupsIT::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What both nodes have counted, of which each was killed, against the rows of the same time. */
    private static void assertWindow(Http http, List<Row> rows) {
        JsonNode window = http.get(HOUR).json();
        assertThat(window.get("complete_from")).isEqualTo(window.get("from"));
        assertThat(window.get("nodes")).hasSize(2);
        Instant from = Instant.parse(window.get("from").asText());
        double[] exact = rows.stream()
                .filter(row -> !row.at.isBefore(from))
                .mapToDouble(Row::n)
                .sorted()
                .toArray();
        JsonNode type = window.get("types").get(0);
        assertThat(type.get("count").asInt()).isEqualTo(exact.length);
        JsonNode n = type.get("fields").get(0);
        assertThat(n.get("count").asInt()).isEqualTo(exact.length);
        assertThat(n.get("min").asDouble()).isEqualTo(exact[0]);
        assertThat(n.get("max").asDouble()).isEqualTo(exact[exact.length - 1]);
        double size = Arrays.stream(exact).map(Math::abs).sum();
        assertThat(n.get("sum").asDouble()).isCloseTo(Arrays.stream(exact).sum(), within(size * 1e-12));
        for (int percent : new int[] {50, 90, 95, 99}) {
            double value = exact[(int) Math.ceil(percent * exact.length / 100.0) - 1];
            assertThat(n.get("p" + percent).asDouble()).isCloseTo(value, within(Math.abs(value) * 0.010001));
        }
    }

    private static Row row(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            return new Row(
                    Instant.parse(event.get("timestamp").asText()),
                    event.get("payload").get("n").asDouble());
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
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
        return Hubs.run(
                directory,
                "--cluster",
                "--set",
                "cluster.name=" + directory.getFileName(),
                "--set",
                "journal.segment-size=1MiB",
                "--set",
                "windows.save-interval=1s");
    }
}
