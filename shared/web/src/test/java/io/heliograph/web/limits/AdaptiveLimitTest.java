package io.heliograph.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLimitTest {
    private static final int MIN = 32;
    private static final int MAX = 1_000;

    private long now;
    private final AdaptiveLimit limit = new AdaptiveLimit(
            new LimitsConfig(Rate.UNLIMITED, Map.of(), Duration.ofSeconds(1), 1, 80, MIN, MAX, Duration.ofMillis(100)),
            () -> now);

    @Test
    void aNodeBeginsWideOpenAndStaysSoWhileItsDiskIsQuick() {
        assertThat(limit.now()).isEqualTo(MAX);
        moments(100, 1, 99);
        assertThat(limit.now()).isEqualTo(MAX);
    }

    @Test
    void itFallsInProportionNeverByMoreThanHalfAndNeverBelowItsMinimum() {
        moments(1, 1);
        moments(1, 125);
        assertThat(limit.now()).isEqualTo(800);
        moments(1, 10_000);
        assertThat(limit.now()).isEqualTo(400);
        moments(20, 10_000);
        assertThat(limit.now()).isEqualTo(MIN);
    }

    @Test
    void aSingleSlowAppendAmongQuickOnesIsNoQueue() {
        moments(10, 1, 5_000, 5_000);
        assertThat(limit.now()).isEqualTo(MAX);
    }

    @Test
    void itRecoversWithinSeconds() {
        moments(1, 1);
        moments(20, 10_000);
        long before = now;
        while (limit.now() < MAX) {
            moments(1, 1);
        }
        assertThat(Duration.ofNanos(now - before)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 300})
    void slowIsMeasuredByWhatTheDiskLatelyNeededAtBest(int millis) {
        moments(1, 50);
        moments(1, millis);
        assertThat(limit.now() < MAX).isEqualTo(millis > 4 * 50);
    }

    /** So many moments, in each of which appends take these milliseconds. */
    private void moments(int count, int... millis) {
        for (int moment = 0; moment < count; moment++) {
            now += Duration.ofMillis(100).toNanos() - millis.length;
            for (int took : millis) {
                now++;
                limit.took(Duration.ofMillis(took).toNanos());
            }
        }
    }
}
