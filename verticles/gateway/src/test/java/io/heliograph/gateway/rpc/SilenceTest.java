package io.heliograph.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private long now;
    private final Silence silence = new Silence(Duration.ofSeconds(15), () -> now);

    @Test
    void whoIsNotHeardOfIsGoneAfterTheTimeAndNotAfterTwice() {
        pass(14_999);
        silence.took(0, 0);
        assertThat(silence.leftMs()).isPositive();
        pass(1);
        silence.took(0, 0);
        assertThat(silence.leftMs()).isZero();
        assertThat(silence.tookNothing()).isFalse();
    }

    @Test
    void whoIsHeardOfHasAllOfTheTimeAgain() {
        pass(14_000);
        silence.heard();
        pass(14_000);
        silence.took(0, 0);
        assertThat(silence.leftMs()).isBetween(1_000L, 1_001L);
        pass(1_000);
        silence.took(0, 0);
        assertThat(silence.leftMs()).isZero();
    }

    @Test
    void whoTakesNothingOfWhatWaitsIsGoneHoweverMuchItSays() {
        silence.took(100, 7);
        pass(14_999);
        silence.heard();
        silence.took(100, 7);
        assertThat(silence.leftMs()).isPositive();
        pass(1);
        silence.took(100, 7);
        assertThat(silence.leftMs()).isZero();
        assertThat(silence.tookNothing()).isTrue();
    }

    @Test
    void whoTakesSomethingIsNot() {
        silence.took(100, 7);
        pass(14_000);
        silence.heard();
        silence.took(100, 8);
        pass(14_000);
        silence.heard();
        silence.took(100, 8);
        assertThat(silence.leftMs()).isPositive();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
