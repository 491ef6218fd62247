package io.heliograph.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.faults.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RandomGenerator SHORTEST = () -> 0;

    @Test
    void thePausesDoubleUpToTheLongest() {
        assertThat(pauses(SHORTEST, 6)).containsExactly(50L, 100L, 200L, 400L, 500L, 500L);
    }

    @Test
    void everyPauseLiesBetweenHalfAndTheWhole() {
        long seed = Seed.of("BackoffTest");
        List<Long> shortest = pauses(SHORTEST, 8);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Long> pauses = pauses(random, 8);
            for (int i = 0; i < pauses.size(); i++) {
                assertThat(pauses.get(i)).as("seed %d", seed).isBetween(shortest.get(i), 2 * shortest.get(i));
            }
        }
    }

    @Test
    void thoseWhoFailedTogetherDoNotComeBackTogether() {
        Random random = new Random(7);
        assertThat(pauses(random, 20).subList(4, 20).stream().distinct().count())
                .isGreaterThan(8);
    }

    @Test
    void successBeginsAnew() {
        Backoff backoff = backoff(SHORTEST);
        backoff.next();
        backoff.next();
        assertThat(backoff.failures()).isEqualTo(2);
        backoff.succeeded();
        assertThat(backoff.failures()).isZero();
        assertThat(backoff.next()).isEqualTo(50);
    }

    @Test
    void aThousandFailuresOverflowNothing() {
        assertThat(pauses(SHORTEST, 1_000).subList(4, 1_000)).containsOnly(500L);
    }

    private static List<Long> pauses(RandomGenerator random, int tries) {
        Backoff backoff = backoff(random);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < tries; i++) {
            pauses.add(backoff.next());
        }
        return pauses;
    }

    private static Backoff backoff(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), random);
    }
}
