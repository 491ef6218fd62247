package io.heliograph.launcher.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.launcher.system.Hubs;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A hub that archives every finished day at once into many small files, with four days of events for three streams. */
final class ArchivingHub implements AutoCloseable {
    static final int DAYS = 4;
    static final int A_DAY = 900;
    static final int ALL = DAYS * A_DAY;
    static final int A_STREAM = ALL / 3;
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final Path directory;
    private final Path files;
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "HELIOGRAPH_ARCHIVE_AFTER", "0s",
            "HELIOGRAPH_ARCHIVE_MAX_FILE_SIZE", "4KiB",
            "HELIOGRAPH_RETENTION_EVERY", "1s",
            "HELIOGRAPH_RETENTION_MAX_AGE", "40d",
            "HELIOGRAPH_DATABASE_CONNECT_TIMEOUT", "30s"));
    private HubProcess process;

    /** {@code files} is where the archive's files come to lie, by {@code settings}. */
    ArchivingHub(Path directory, Path files, Map<String, String> settings) {
        this.directory = directory;
        this.files = files;
        environment.putAll(settings);
    }

    ArchivingHub start() {
        process = Hubs.run(directory, environment).awaitUp();
        return this;
    }

    void kill() {
        process.kill();
    }

    Http http() {
        return new Http(process.url());
    }

    String text() {
        return process.text();
    }

    /** A command of {@code heliograph archive} with the same settings. */
    HubProcess archive(String... arguments) {
        return Hubs.command(
                directory,
                environment,
                Stream.concat(Stream.of("archive"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** A third each of three streams, at noon of the days before yesterday, which is over for an hour only from one o'clock on. */
    void send() {
        StringBuilder lines = new StringBuilder();
        String[] types = {"llm.call", "guardrail.block", "log.info"};
        for (int day = 1; day <= DAYS; day++) {
            Instant noon = TODAY.minusDays(day + 1)
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
        assertThat(http().post("/events", lines.toString().getBytes(StandardCharsets.UTF_8), "application/x-ndjson")
                        .json()
                        .get("accepted")
                        .asInt())
                .isEqualTo(ALL);
    }

    List<String> export() {
        return http().get("/events/export?format=ndjson&order=asc")
                .body()
                .lines()
                .sorted()
                .toList();
    }

    /** Prunes all finished days, and waits until that is over. */
    JsonNode prune() {
        long id = http().post("/maintenance/prune", "{\"max_age_seconds\":3600}")
                .json()
                .get("job")
                .asLong();
        await().atMost(PATIENCE)
                .until(() -> http().get("/maintenance/jobs/" + id)
                        .json()
                        .get("ended_at")
                        .isTextual());
        return http().get("/maintenance/jobs/" + id).json();
    }

    /** How many events there are by the manifests. */
    long archived() throws IOException {
        if (!Files.isDirectory(files)) {
            return 0;
        }
        long events = 0;
        try (Stream<Path> all = Files.walk(files)) {
            for (Path manifest : all.filter(file -> file.toString().endsWith(".manifest.json"))
                    .toList()) {
                events += new ObjectMapper()
                        .readTree(manifest.toFile())
                        .path("events")
                        .asLong();
            }
        }
        return events;
    }

    Path file(String stream, int number) throws IOException {
        try (Stream<Path> all = Files.list(files.resolve(stream))) {
            return all.filter(file -> file.toString().endsWith("%06d.ndjson.gz".formatted(number)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
