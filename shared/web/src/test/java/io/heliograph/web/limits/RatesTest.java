package io.heliograph.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatesTest {
    private long now;

    @Test
    void overTimeAProjectGetsItsRateAndNoMoreHoweverItSends() {
        Rates rates = rates(new Rate(1_000, 0), 100);
        Random random = new Random(7);
        long sent = 0;
        while (now < Duration.ofMinutes(10).toNanos()) {
            now += random.nextLong(Duration.ofMillis(20).toNanos());
            int events = random.nextInt(100);
            if (waitOf(rates, "a", events) == 0) {
                sent += events;
            }
        }
        assertThat(sent).isBetween(590_000L, 602_200L);
    }

    @Test
    void whoComesWhenToldIsLetInAndAMomentEarlierNot() {
        Rates rates = rates(new Rate(10, 0), 100);
        assertThat(waitOf(rates, "a", 45)).isZero();
        assertThat(waitOf(rates, "a", 1)).isEqualTo(4);
        now += Duration.ofMillis(3_590).toNanos();
        assertThat(waitOf(rates, "a", 1)).isEqualTo(1);
        now += Duration.ofMillis(11).toNanos();
        assertThat(waitOf(rates, "a", 1)).isZero();
    }

    @Test
    void eventsAndBytesBothCountAndWhatIsRefusedTakesNothing() {
        Rates rates = rates(new Rate(10, 1_000), 100);
        charge(rates, "a", 1, 5_000);
        now += Duration.ofSeconds(2).toNanos();
        assertThat(catchThrowableOfType(Refused.class, () -> rates.charge("a", 1, 1))
                        .problem()
                        .detail())
                .contains("10 events and 1000 bytes a second");
        now += Duration.ofMillis(2_002).toNanos();
        assertThatCode(() -> rates.charge("a", 1, 1)).doesNotThrowAnyException();
    }

    @Test
    void askingTakesNothing() {
        Rates rates = rates(new Rate(1, 0), 100);
        for (int i = 0; i < 100; i++) {
            rates.check("a");
        }
        assertThat(waitOf(rates, "a", 1)).isZero();
        assertThat(waitOf(rates, "a", 1)).isPositive();
    }

    @Test
    void ofMoreProjectsThanTheBoundTheLongestSilentIsForgotten() {
        Rates rates = rates(new Rate(1, 0), 2);
        charge(rates, "a", 100, 0);
        charge(rates, "b", 100, 0);
        assertThat(waitOf(rates, "a", 1)).isPositive();
        charge(rates, "c", 100, 0);
        assertThat(waitOf(rates, "a", 1)).isPositive();
        assertThat(waitOf(rates, "b", 1)).isZero();
    }

    /** Seconds that the project is told to wait; 0 if it was let in. */
    private static int waitOf(Rates rates, String project, int events) {
        try {
            rates.charge(project, events, 0);
            return 0;
        } catch (Refused refused) {
            assertThat(refused.problem().kind()).isEqualTo(ProblemKind.RATE_LIMITED);
            return refused.problem().retryAfterSeconds();
        }
    }

    private static void charge(Rates rates, String project, int events, int bytes) {
        rates.charge(project, events, bytes);
    }

    private Rates rates(Rate rate, int maxProjects) {
        LimitsConfig config =
                new LimitsConfig(rate, Map.of(), Duration.ofSeconds(1), maxProjects, 80, 1, 1, Duration.ofMillis(100));
        return new Rates(config, () -> now);
    }
}
