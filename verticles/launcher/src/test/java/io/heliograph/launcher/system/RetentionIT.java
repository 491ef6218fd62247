package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and two projects with ten days of events: what one project prunes, it alone loses, and on every node. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetentionIT {
    private static final String ADMIN = "the-key-of-the-administrator";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final int DAYS = 10;
    private static final int A_DAY = 60;

    @TempDir
    static Path directory;

    private static HubProcess a;
    private static HubProcess b;
    private static String mine;
    private static String other;

    @BeforeAll
    static void start() {
        a = node();
        a.awaitUp();
        b = node();
        b.awaitUp();
        mine = key("mine");
        other = key("other");
        send(mine);
        send(other);
        await().untilAsserted(() -> {
            assertThat(ids(a, mine)).hasSize(DAYS * A_DAY);
            assertThat(ids(b, other)).hasSize(DAYS * A_DAY);
        });
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
    }

    @Test
    @Order(1)
    void aDryRunCountsAndChangesNothing() {
        JsonNode report = prune(a, mine, 5, ",\"dry_run\":true").json();
        assertThat(report.get("events").asInt()).isEqualTo(5 * A_DAY);
        assertThat(report.get("job").isNull()).isTrue();
        assertThat(ids(b, mine)).hasSize(DAYS * A_DAY);
    }

    @Test
    @Order(2)
    void whoMayNotPruneIsRefused() {
        String reader = key("mine", "events:read");
        assertThat(prune(a, reader, 1, "").status()).isEqualTo(403);
        assertThat(prune(a, mine, 1, ",\"all\":true").status()).isEqualTo(403);
        assertThat(new Http(a.url())
                        .get("/maintenance/jobs", "X-API-KEY", reader)
                        .status())
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void eachNodeTellsOfTheExportersOfBoth() {
        for (HubProcess node : List.of(a, b)) {
            await().untilAsserted(() -> {
                JsonNode exporters = get(node, ADMIN, "/exporters").json();
                assertThat(exporters.get("nodes").toString()).isEqualTo("[\"node-1\",\"node-2\"]");
                assertThat(exporters.get("missing")).isEmpty();
                assertThat(exporters.get("items").findValuesAsText("node")).containsExactly("node-1", "node-2");
                assertThat(exporters.at("/items/0/cursor").asInt()).isEqualTo(2 * DAYS * A_DAY);
                assertThat(exporters.at("/items/1/cursor").asInt()).isZero();
            });
        }
    }

    @Test
    @Order(3)
    void whatOneProjectPrunesIsGoneOnEveryNodeAndItsRoomComesBack() {
        HubProcess command = Hubs.command(
                directory, Map.of("HELIOGRAPH_URL", a.url(), "HELIOGRAPH_KEY", mine), "prune", "--max-age", "5d");
        assertThat(command.exitCode()).as(command.text()).isZero();
        assertThat(command.text())
                .contains(5 * A_DAY + " events from before ", " have expired")
                // The day in which the limit lies may hold the youngest of them, and stays until it is over.
                .containsPattern("is done: (%d|%d) events removed".formatted(4 * A_DAY, 5 * A_DAY));
        assertThat(bytes(command.text())).isPositive();
        for (HubProcess node : List.of(a, b)) {
            assertThat(ids(node, mine)).hasSize(5 * A_DAY);
            assertThat(ids(node, other)).hasSize(DAYS * A_DAY);
            assertThat(get(node, mine, "/logs?limit=1000").json().get("items")).hasSize(5 * A_DAY / 2);
            assertThat(get(node, mine, "/events/mine-9-0").status()).isEqualTo(404);
            assertThat(get(node, other, "/events/other-9-0").status()).isEqualTo(200);
        }
        JsonNode late = new Http(b.url())
                .post("/events", event("late", 8, 1), "X-API-KEY", mine)
                .json();
        assertThat(late.at("/rejected/0/code").asText())
                .as("an event that would not be shown is not taken")
                .isEqualTo("timestamp-too-old");
        assertThat(get(a, ADMIN, "/audit?operation=maintenance.prune").status()).isEqualTo(200);
        assertThat(get(a, other, "/maintenance/jobs").json().get("items")).isEmpty();
        assertThat(get(a, ADMIN, "/maintenance/jobs").json().get("items")).isNotEmpty();
    }

    @Test
    @Order(4)
    void aJobOfANodeThatIsKilledIsFinishedByAnother() throws IOException, SQLException {
        try (Sql sql = sql()) {
            sql.begin().run("lock table telemetry in access share mode");
            long job = prune(a, ADMIN, 2, ",\"all\":true").json().get("job").asLong();
            await().until(() -> job(b, job).get("state").asText().equals("running"));
            boolean atA = job(b, job).get("node").asText().equals("node-1");
            HubProcess killed = atA ? a : b;
            HubProcess left = atA ? b : a;
            killed.kill();
            assertThat(ids(left, other))
                    .as("expired before its room is given back")
                    .hasSize(2 * A_DAY);
            sql.rollback();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> job(left, job).get("state").asText().equals("done"));
            JsonNode done = job(left, job);
            assertThat(done.get("node").asText()).isEqualTo(atA ? "node-2" : "node-1");
            assertThat(done.get("bytes").asLong()).isPositive();
            assertThat(sql.number("select count(*) from telemetry where ts < now() - interval '5 days'"))
                    .isZero();
            namesTheMissing(left, atA ? "node-1" : "node-2");
            long cancelled = prune(left, mine, 1, "").json().get("job").asLong();
            new Http(left.url())
                    .send(new Http(left.url())
                            .request("/maintenance/jobs/" + cancelled, "X-API-KEY", mine)
                            .DELETE());
            await().untilAsserted(() ->
                    assertThat(job(left, cancelled).get("ended_at").isTextual()).isTrue());
        }
    }

    @Test
    @Order(5)
    void whateverLeftWasArchivedOnceByWhicheverNode() {
        HubProcess verify = Hubs.command(
                directory,
                Map.of(),
                "archive",
                "verify",
                "--archive",
                directory.resolve("archive").toString());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        long finished = IntStream.range(0, DAYS)
                .filter(day -> LocalDate.ofInstant(time(day), ZoneOffset.UTC).isBefore(today))
                .count();
        assertThat(verify.exitCode()).as(verify.text()).isZero();
        assertThat(verify.text())
                .contains("telemetry  sound: " + 2 * A_DAY * finished + " events in " + finished + " files");
    }

    private static void namesTheMissing(HubProcess node, String nameOfGone) {
        await().untilAsserted(() -> {
            JsonNode exporters = get(node, ADMIN, "/exporters").json();
            assertThat(exporters.get("missing").toString()).contains(nameOfGone);
            assertThat(exporters.get("items")).hasSize(1);
        });
    }

    private static JsonNode job(HubProcess node, long id) {
        return get(node, ADMIN, "/maintenance/jobs/" + id).json();
    }

    private static Answer prune(HubProcess node, String key, int days, String more) {
        return new Http(node.url())
                .post("/maintenance/prune", "{\"max_age_seconds\":" + days * 86_400L + more + "}", "X-API-KEY", key);
    }

    private static Answer get(HubProcess node, String key, String path) {
        return new Http(node.url()).get(path, "X-API-KEY", key);
    }

    private static List<String> ids(HubProcess node, String key) {
        return get(node, key, "/events?limit=1000").json().get("items").findValuesAsText("id");
    }

    /** Half of the events are log lines; each day's lie in one hour, half a day from now. */
    private static void send(String key) {
        String project = key.equals(mine) ? "mine" : "other";
        StringBuilder lines = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < A_DAY; i++) {
                lines.append(event(project, day, i)).append('\n');
            }
        }
        Answer answer = new Http(a.url())
                .post(
                        "/events",
                        lines.toString().getBytes(StandardCharsets.UTF_8),
                        "application/x-ndjson",
                        "X-API-KEY",
                        key);
        assertThat(answer.json().get("accepted").asInt()).as(answer.body()).isEqualTo(DAYS * A_DAY);
    }

    private static String event(String project, int day, int number) {
        Instant time = time(day).plusSeconds(number);
        return "{\"id\":\"%s-%d-%d\",\"type\":\"%s\",\"timestamp\":\"%s\",\"payload\":{\"message\":\"m\"}}"
                .formatted(project, day, number, number % 2 == 0 ? "log.debug" : "gpu", time);
    }

    private static Instant time(int day) {
        return NOW.minus(Duration.ofHours(24L * day + 12));
    }

    private static String key(String project, String... scopes) {
        String all =
                scopes.length > 0 ? String.join("\",\"", scopes) : "events:read\",\"events:write\",\"maintenance:run";
        String body = "{\"name\":\"k\",\"project\":\"%s\",\"scopes\":[\"%s\"]}".formatted(project, all);
        return new Http(a.url())
                .post("/keys", body, "X-API-KEY", ADMIN)
                .json()
                .get("key")
                .asText();
    }

    private static long bytes(String text) {
        return Long.parseLong(text.replaceAll("(?s).* events removed, (\\d+) bytes given back.*", "$1"));
    }

    private static Sql sql() throws IOException, SQLException {
        Coordinates at = EmbeddedPostgres.running(directory.resolve("data")).orElseThrow();
        return Sql.connect(at.host(), at.port(), at.database(), at.user(), at.password());
    }

    private static HubProcess node() {
        return Hubs.run(
                directory,
                Map.of("TELEMETRY_API_KEY", ADMIN),
                "--cluster",
                "--set",
                "cluster.name=" + directory.getFileName(),
                "--set",
                "retention.max-age=40d",
                "--set",
                "retention.rewrite-share=20",
                "--set",
                "archive.directory=" + directory.resolve("archive"),
                "--set",
                "archive.after=0s",
                "--set",
                "exporters.names=stdout",
                "--set",
                "exporters.stdout.types=none");
    }
}
