package io.heliograph.store.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.live.LivePayload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "\uD83D\uDE80", "\"", "\u0001"})
    void aPayloadStaysSmallWhateverPlatformsAreCalled(String letter) throws IOException {
        Figures figures = new Figures();
        for (int i = 0; i < 60; i++) {
            figures.count(Tally.PLATFORM + letter.repeat(240 / letter.length()) + i, 1_000_000_000L - i);
        }
        LiveView view = new LiveView(Duration.ofHours(1), Duration.ofMinutes(5), List.of("shown"), 100, List.of());
        LivePayload payload = figures.payload(view, Instant.EPOCH);
        assertThat(Json.HTTP.writeValueAsBytes(payload).length).isBetween(2_000, 10_000);
        assertThat(payload.platforms())
                .containsEntry("shown", 0L)
                .containsEntry(letter.repeat(240 / letter.length()) + 0, 1_000_000_000L);
    }
}
