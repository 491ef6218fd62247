package io.heliograph.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StampsTest {
    private static final long NOON = EventTimes.micros(Instant.parse("2026-03-01T12:00:00Z"));

    private long clock = NOON;
    private final Intake intake = new Intake(
            IntakeConfig.from(new Settings(Map.of(), Map.of())),
            Duration.ofDays(30),
            () -> Instant.EPOCH.plusNanos(clock * 1_000));

    @Test
    void eventsWithoutTimesHaveTimesInTheOrderOfTheirArrival() {
        assertThat(times("{\"type\":\"a\"}\n{\"type\":\"b\",\"timestamp\":null}\n{\"type\":\"c\"}"))
                .containsExactly(NOON, NOON + 1, NOON + 2);
        assertThat(times("{\"type\":\"d\"}")).containsExactly(NOON + 3);
        clock += 2;
        assertThat(times("{\"type\":\"e\"}")).containsExactly(NOON + 4);
        clock += 1_000;
        assertThat(times("{\"type\":\"f\"}")).containsExactly(NOON + 1_002);
    }

    @Test
    void anEventWithATimeKeepsIt() {
        assertThat(times("{\"type\":\"a\"}\n{\"type\":\"b\",\"timestamp\":\"2026-03-01T11:00:00Z\"}"))
                .containsExactly(NOON, EventTimes.micros(Instant.parse("2026-03-01T11:00:00Z")));
    }

    @Test
    void aClockThatIsSetBackIsFollowed() {
        times("{\"type\":\"a\"}");
        clock -= Duration.ofHours(1).toMillis() * 1_000;
        assertThat(times("{\"type\":\"b\"}")).containsExactly(clock);
        assertThat(times("{\"type\":\"c\"}")).containsExactly(clock + 1);
    }

    private List<Long> times(String lines) {
        return BatchReader.read(intake.read(Buffer.buffer(lines), BodyFormat.NDJSON, "p")
                        .bytes())
                .stream()
                .map(JournaledEvent::timestamp)
                .toList();
    }
}
