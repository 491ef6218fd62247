package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that archives: what leaves its database was archived, is proven whole, and comes back as it was. */
class ArchiveIT {
    private static final int DAYS = 4;
    private static final int A_DAY = 90;
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void daysLeaveOnceTheyAreArchivedAndComeBackAsTheyWere() throws IOException {
        try (HubProcess hub = Hubs.run(
                directory,
                "--set",
                "archive.directory=" + directory.resolve("archive"),
                "--set",
                "archive.after=0s",
                "--set",
                "retention.every=1s",
                "--set",
                "retention.max-age=40d")) {
            Http http = new Http(hub.url());
            send(http);
            await().until(() -> export(http).size() == DAYS * A_DAY);
            List<String> before = export(http);
            await().atMost(Duration.ofSeconds(60)).until(() -> manifests() == DAYS * 3L);
            assertThat(heliograph("list").text().lines()).hasSize(DAYS * 3);
            HubProcess sound = heliograph("verify");
            assertThat(sound.exitCode()).as(sound.text()).isZero();
            assertThat(sound.text().lines().filter(line -> line.contains("  sound: " + DAYS * A_DAY / 3 + " events")))
                    .hasSize(3);

            Path damaged = file("telemetry", 1);
            byte[] packed = Files.readAllBytes(damaged);
            byte[] flipped = packed.clone();
            flipped[packed.length / 2] ^= 1;
            Files.write(damaged, flipped);
            assertThat(heliograph("verify", "telemetry").exitCode()).isEqualTo(1);
            JsonNode job = prune(http);
            assertThat(export(http)).isEmpty();
            assertThat(job.get("detail").asText()).contains("1 days stay for now");
            assertThat(hub.text()).contains("stays in the database");
            Files.write(damaged, packed);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> prune(http).get("detail").isNull());

            HubProcess hidden = heliograph("restore");
            assertThat(hidden.exitCode()).isEqualTo(1);
            assertThat(hidden.text()).contains("would expire at once");
            HubProcess restore = heliograph("restore", "--lift-prunes");
            assertThat(restore.exitCode()).as(restore.text()).isZero();
            assertThat(restore.text())
                    .contains(DAYS * A_DAY + " events read, " + DAYS * A_DAY + " stored, 0 were there");
            await().untilAsserted(() -> assertThat(export(http)).isEqualTo(before));
            assertThat(http.get("/logs?limit=1000").json().get("items")).hasSize(DAYS * A_DAY / 3);
            assertThat(http.get("/agents").json().at("/items/0/events").asInt()).isEqualTo(DAYS * A_DAY);
            assertThat(heliograph("restore").text()).contains(" 0 stored, " + DAYS * A_DAY + " were there");
            assertThat(export(http)).isEqualTo(before);
            assertThat(heliograph("verify").exitCode()).isZero();
            assertThat(heliograph("cat", "interactions").text().lines()).hasSize(DAYS * A_DAY / 3);
        }
    }

    private JsonNode prune(Http http) {
        long id = http.post("/maintenance/prune", "{\"max_age_seconds\":3600}")
                .json()
                .get("job")
                .asLong();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/maintenance/jobs/" + id)
                        .json()
                        .get("ended_at")
                        .isTextual());
        return http.get("/maintenance/jobs/" + id).json();
    }

    private static List<String> export(Http http) {
        return http.get("/events/export?format=ndjson&order=asc")
                .body()
                .lines()
                .sorted()
                .toList();
    }

    /** A third each of three streams; the days before today, at noon. */
    private static void send(Http http) {
        StringBuilder lines = new StringBuilder();
        String[] types = {"llm.call", "guardrail.block", "log.info"};
        for (int day = 1; day <= DAYS; day++) {
            Instant noon = TODAY.minusDays(day)
                    .atStartOfDay(ZoneOffset.UTC)
                    .plusHours(12)
                    .toInstant();
            for (int i = 0; i < A_DAY; i++) {
                lines.append(
                        "{%s\"type\":\"%s\",\"agent_id\":\"a\",\"timestamp\":\"%s\",\"payload\":{\"message\": \"m\",\"n\":%d.0}}\n"
                                .formatted(
                                        i % 2 == 0 ? "\"id\":\"own-" + day + "-" + i + "\"," : "",
                                        types[i % 3],
                                        noon.plusSeconds(i / 2),
                                        i));
            }
        }
        assertThat(http.post("/events", lines.toString().getBytes(StandardCharsets.UTF_8), "application/x-ndjson")
                        .json()
                        .get("accepted")
                        .asInt())
                .isEqualTo(DAYS * A_DAY);
    }

    private Path file(String stream, int number) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("archive").resolve(stream))) {
            return files.filter(file -> file.toString().endsWith("%06d.ndjson.gz".formatted(number)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private long manifests() throws IOException {
        Path archive = directory.resolve("archive");
        if (!Files.isDirectory(archive)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(file -> file.toString().endsWith(".manifest.json"))
                    .count();
        }
    }

    private HubProcess heliograph(String... arguments) {
        List<String> all =
                Stream.concat(Stream.of("archive"), Arrays.stream(arguments)).toList();
        return Hubs.command(
                directory,
                Map.of(
                        "HELIOGRAPH_ARCHIVE_DIRECTORY",
                        directory.resolve("archive").toString(),
                        "HELIOGRAPH_RETENTION_MAX_AGE",
                        "40d"),
                all.toArray(String[]::new));
    }
}
