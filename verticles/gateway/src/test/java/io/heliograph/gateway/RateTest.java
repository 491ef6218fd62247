package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.PROJECT;
import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.flow.Balance.Figures;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.web.Refusals.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateTest {
    private static final String EVENT = "{\"type\":\"a\"}";

    @TempDir
    Path directory;

    private final AtomicLong clock = new AtomicLong();
    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.on(
                Doors.disk(directory),
                clock::get,
                "limits.events-per-second=10",
                "limits.burst=1s",
                "limits.projects=generous=0, thrifty=0/1KiB");
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void whoSendsMoreThanHisRateIsToldWhenToComeBackAndThenLetIn() {
        assertThat(send("noisy", 25).status()).isEqualTo(202);
        Answer refused = send("noisy", 1);
        assertProblem(refused, 429, "rate-limited");
        assertThat(refused.json().get("detail").asText()).contains("10 events a second");
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");

        pass(Duration.ofMillis(1_590));
        assertThat(send("noisy", 1).headers().firstValue("Retry-After")).contains("1");
        pass(Duration.ofMillis(10));
        assertThat(send("noisy", 1).status()).isEqualTo(202);
    }

    @Test
    void othersAreNotConcerned() {
        send("noisy", 25);
        assertProblem(send("noisy", 1), 429, "rate-limited");
        assertThat(send("quiet", 1).status()).isEqualTo(202);
        for (int batch = 0; batch < 10; batch++) {
            assertThat(send("generous", 25).status()).isEqualTo(202);
        }
    }

    @Test
    void bytesCountAsTheyAreUnpacked() {
        assertThat(send("thrifty", 100).status()).isEqualTo(202);
        assertProblem(send("thrifty", 1), 429, "rate-limited");
    }

    @Test
    void badEventsAndRepeatsCountTooSinceTheyWereRead() {
        assertThat(post("noisy", "{}\n".repeat(20)).status()).isEqualTo(400);
        assertProblem(send("noisy", 1), 429, "rate-limited");
    }

    @Test
    void whatWasTurnedAwayIsCountedByProjectAndIsNoPartOfWhatWasReceived() {
        send("noisy", 25);
        send("noisy", 7);
        send("noisy", 7);
        assertThat(doors.refusals.snapshot()).isEqualTo(Map.of(new Refusal("noisy", "rate-limited"), 2L));
        assertThat(doors.balance.snapshot()).isEqualTo(Map.of("noisy", new Figures(25, 25, 0, 0, 0, 0, 0, 0, 25)));
        assertThat(doors.journal.end()).isEqualTo(25);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Answer send(String project, int events) {
        return post(project, (EVENT + "\n").repeat(events));
    }

    private Answer post(String project, String lines) {
        return doors.http.post(
                "/events", lines.getBytes(StandardCharsets.UTF_8), "application/x-ndjson", PROJECT, project);
    }
}
