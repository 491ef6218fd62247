package io.heliograph.launcher.commands.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.intake.BodyFormat;
import io.heliograph.intake.Intake;
import io.heliograph.intake.IntakeConfig;
import io.heliograph.launcher.commands.client.Trust;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestsTest {
    private static final Instant NOW = Instant.parse("2027-01-31T12:00:00.000123Z");

    @Test
    void aRequestIsWrittenDownAsHttp() {
        String request = requests(EventFormat.json, false).next().toString();

        assertThat(request)
                .startsWith("POST /behind/proxy/events HTTP/1.1\r\nHost: hub.example.org:8001\r\n")
                .contains("\r\nContent-Type: application/json\r\n", "\r\nX-API-KEY: secret\r\n\r\n[{");
        String[] parts = request.split("\r\n\r\n", 2);
        assertThat(parts[0]).contains("Content-Length: " + parts[1].length());
    }

    @Test
    void anEventIsAsLargeAsAskedForAndCarriesTheTimeOfSending() throws IOException {
        JsonNode events = json(requests(EventFormat.json, false).next());

        assertThat(events).hasSize(10);
        for (JsonNode event : events) {
            assertThat(event.toString().length()).isBetween(290, 310);
            assertThat(event.path("timestamp").asText()).isEqualTo(NOW.toString());
            assertThat(event.path("type").asText()).startsWith("hardware.gpu");
        }
    }

    @Test
    void idsNeverComeTwice() throws IOException {
        Requests requests = requests(EventFormat.json, true);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            json(requests.next()).forEach(event -> ids.add(event.path("id").asText()));
        }

        assertThat(ids).hasSize(500);
    }

    @Test
    void linesAreLines() {
        String request = requests(EventFormat.ndjson, true).next().toString();

        assertThat(request.split("\r\n\r\n", 2)[1].lines()).hasSize(10).allMatch(line -> line.startsWith("{\"id\":\""));
    }

    @Test
    void everyFormIsTakenByTheDoor() {
        IntakeConfig usual = IntakeConfig.from(new Settings(Map.of(), Map.of()));
        Intake door = new Intake(usual, Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(door.read(body(EventFormat.json), BodyFormat.JSON, "default").count())
                .isEqualTo(10);
        assertThat(door.read(body(EventFormat.ndjson), BodyFormat.NDJSON, "default")
                        .count())
                .isEqualTo(10);
        assertThat(door.read(body(EventFormat.msgpack), BodyFormat.MESSAGEPACK, "default")
                        .count())
                .isEqualTo(10);
    }

    @Test
    void requestsAreDueEvenlyAndOnWholeMilliseconds() {
        Schedule schedule = new Schedule(7, 400);

        assertThat(schedule.dueBy(7)).isEqualTo(1);
        assertThat(schedule.dueBy(7 + Duration.ofMillis(9).toNanos())).isEqualTo(4);
        assertThat(schedule.dueBy(7 + Duration.ofSeconds(10).toNanos())).isEqualTo(4_001);
        assertThat(schedule.due(0)).isEqualTo(7);
        assertThat(schedule.due(3)).isEqualTo(7 + Duration.ofMillis(8).toNanos());
        for (long number = 1; number < 1_000; number++) {
            assertThat(schedule.dueBy(schedule.due(number))).isGreaterThan(number);
            assertThat(schedule.dueBy(schedule.due(number) - 1)).isLessThanOrEqualTo(number);
        }
    }

    @Test
    void anAnswerIsReadOnceItIsWhole() {
        String answer = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\ncontent-length: 48\r\n\r\n"
                + "{\"accepted\":97,\"rejected\":[{}],\"duplicates\":2  }";
        for (int length = 0; length < answer.length(); length++) {
            assertThat(Reply.read(Buffer.buffer(answer.substring(0, length)))).isNull();
        }

        Reply reply = Reply.read(Buffer.buffer(answer));

        assertThat(reply.ok()).isTrue();
        assertThat(reply.count("accepted")).isEqualTo(97);
        assertThat(reply.count("duplicates")).isEqualTo(2);
        assertThat(reply.count("other")).isZero();
    }

    private static Buffer body(EventFormat format) {
        Buffer request = requests(format, true).next();
        int head = request.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return request.getBuffer(head + 4, request.length());
    }

    private static JsonNode json(Buffer request) throws IOException {
        return new ObjectMapper().readTree(request.toString().split("\r\n\r\n", 2)[1]);
    }

    private static Requests requests(EventFormat format, boolean ownIds) {
        Load load = new Load(
                URI.create("http://hub.example.org:8001/behind/proxy/"),
                "secret",
                Trust.usual(),
                1,
                10,
                Duration.ZERO,
                Duration.ofSeconds(1),
                0,
                format,
                false,
                5,
                3,
                ownIds,
                300);
        return new Requests(load, new Stamps(Clock.fixed(NOW, ZoneOffset.UTC)), new Random(7));
    }
}
