package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.store.embedded.Coordinates;
import io.heliograph.store.embedded.EmbeddedPostgres;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a rule of seconds and little room: what has expired is shown by no door, and what is too much leaves, oldest first. */
@TestMethodOrder(OrderAnnotation.class)
class ExpiryIT {
    private static final Duration BRIEF = Duration.ofSeconds(6);
    private static final int ROOM = 8 << 20;
    private static final int DAYS = 8;
    private static final int A_DAY = 1_500;
    private static final String BYTES =
            "select sum(pg_total_relation_size(child.oid))::int8 from pg_inherits join pg_class child on child.oid = inhrelid"
                    + " where inhparent in ('telemetry'::regclass, 'logs'::regclass)";

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    @BeforeAll
    static void start() {
        hub = Hubs.run(
                directory,
                "--set",
                "retention.max-age=40d",
                "--set",
                "retention.rules=* log.brief " + BRIEF.toSeconds() + "s",
                "--set",
                "retention.max-size=" + (ROOM >> 20) + "MiB",
                "--set",
                "retention.every=1s");
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void fromTheMomentOnThatAnEventExpiresNoDoorShowsIt() throws IOException, SQLException {
        String resume;
        try (LiveReader reader = LiveReader.at(hub.url(), "", null)) {
            resume = reader.resume();
        }
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = time.plus(BRIEF);
        http.post("/events", """
                [{"id":"brief","type":"log.brief","timestamp":"%s","message":"soon gone"},
                 {"id":"lasting","type":"log.info","timestamp":"%s","message":"stays"}]""".formatted(time, time));
        await().until(() -> http.get("/events/lasting").status() == 200);
        for (Instant asked = Instant.now(); asked.isBefore(expires); asked = Instant.now()) {
            assertThat(http.get("/events/lasting").status()).isEqualTo(200);
        }
        try (Sql sql = sql()) {
            assertThat(sql.number("select count(*) from telemetry where own_id = 'brief'"))
                    .as("on the disk still")
                    .isEqualTo(1);
        }
        assertThat(http.get("/events/brief").status()).isEqualTo(404);
        for (String door : List.of(
                "/events", "/events?type=log.brief", "/events/export?format=ndjson", "/events/export", "/logs")) {
            assertThat(http.get(door).body()).as(door).doesNotContain("brief", "soon gone");
        }
        for (String method : List.of("events.query", "logs.query")) {
            String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{}}".formatted(method);
            assertThat(http.post("/rpc", call).body())
                    .as(method)
                    .contains("stays")
                    .doesNotContain("soon gone");
        }
        try (LiveReader reader = LiveReader.at(hub.url(), "", resume)) {
            assertThat(reader.recovered()).isTrue();
            await().until(() -> reader.ids().contains("lasting"));
            assertThat(reader.ids()).doesNotContain("brief");
        }
    }

    @Test
    @Order(2)
    void whatIsMoreThanThereIsRoomForLeavesOldestFirst() throws IOException, SQLException {
        for (int day = DAYS; day > 0; day--) {
            assertThat(http.post("/events", lines(day), "application/x-ndjson").status())
                    .isEqualTo(202);
        }
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> days().getOrDefault(yesterday, 0L) == A_DAY);
        try (Sql sql = sql()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> sql.number(BYTES) <= ROOM);
            TreeMap<LocalDate, Long> left = days();
            assertThat(left).hasSizeLessThan(DAYS);
            assertThat(left.lastKey()).isEqualTo(yesterday);
            assertThat(left.firstKey()).as("none is left out between").isEqualTo(yesterday.minusDays(left.size() - 1));
            assertThat(left.values()).as("days leave as a whole").containsOnly((long) A_DAY);
        }
        await().until(() -> hub.text().contains("bytes given back"));
        assertThat(hub.text()).containsPattern("\\d+ expired events removed, \\d+ bytes given back");
    }

    /** The days before today of which there are events, and how many. */
    private static TreeMap<LocalDate, Long> days() {
        return http.get("/events/export?format=ndjson&type=big")
                .body()
                .lines()
                .map(line -> LocalDate.parse(line.replaceAll(".*\"timestamp\":\"(.{10}).*", "$1")))
                .collect(Collectors.groupingBy(day -> day, TreeMap::new, Collectors.counting()));
    }

    private static byte[] lines(int daysAgo) {
        Instant noon = LocalDate.now(ZoneOffset.UTC)
                .minusDays(daysAgo)
                .atTime(LocalTime.NOON)
                .toInstant(ZoneOffset.UTC);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < A_DAY; i++) {
            lines.append("{\"type\":\"big\",\"timestamp\":\"%s\",\"payload\":{\"text\":\"%s\"}}\n"
                    .formatted(noon.plusSeconds(i), "x".repeat(1_000)));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Sql sql() throws IOException, SQLException {
        Coordinates at = EmbeddedPostgres.running(directory.resolve("data")).orElseThrow();
        return Sql.connect(at.host(), at.port(), at.database(), at.user(), at.password());
    }
}
