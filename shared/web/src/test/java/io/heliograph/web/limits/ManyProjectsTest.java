package io.heliograph.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A project that sends ten times its rate, among others and among very many others. */
class ManyProjectsTest {
    private static final int PROJECTS = 100_000;
    private static final long MEBIBYTE = 1 << 20;

    /** The smaller tables that the map had while it grew, of four bytes a place. */
    private static final long OUTGROWN = (2 * 131_072 - 16) * 4L;

    private static final int ROUNDS = 20;

    /** The clock of the JVM may start anywhere, and overflow. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30));

    @Test
    void aProjectThatSendsTenTimesItsRateTakesNothingFromOthers() {
        Rates rates = rates(PROJECTS);
        int loudTaken = 0;
        int loudRefused = 0;
        int seconds = 60;
        for (int tenth = 0; tenth < 10 * seconds; tenth++) {
            for (int i = 0; i < 10; i++) {
                try {
                    rates.charge("loud", 10, 100);
                    loudTaken += 10;
                } catch (Refused e) {
                    loudRefused += 10;
                    assertThat(e.problem().kind()).isEqualTo(ProblemKind.RATE_LIMITED);
                    assertThat(e.problem().retryAfterSeconds()).isPositive();
                }
            }
            for (int other = 0; other < 20; other++) {
                rates.charge("quiet-" + other, 9, 100);
            }
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(loudTaken + loudRefused).isEqualTo(1_000 * seconds);
        assertThat(loudTaken).isBetween(100 * seconds, 100 * (seconds + 2));
    }

    /**
     * What a call allocates and lets go is the same whether its project is new, so the difference is what new ones keep. Only
     * the compiler may come between the two, and by the last of many rounds it has done what it does.
     */
    @Test
    void theBucketsOfAHundredThousandProjectsTakeLessThanTenMebibytes() {
        String[] names = new String[PROJECTS];
        for (int i = 0; i < PROJECTS; i++) {
            names[i] = "project-" + i;
        }
        long kept = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Rates rates = rates(PROJECTS);
            charge(rates, "project-0");
            long fresh = charge(rates, names);
            long known = charge(rates, names);
            kept = Math.min(kept, fresh - known - OUTGROWN);
        }
        assertThat(kept)
                .as("bytes that the buckets of " + PROJECTS + " projects keep")
                .isBetween(MEBIBYTE, 10 * MEBIBYTE);
    }

    @Test
    void whoIsRefusedStaysRefusedHoweverManyCallMeanwhile() {
        Rates rates = rates(PROJECTS);
        rates.charge("loud", 1_000, 0);
        for (int i = 0; i < PROJECTS - 1; i++) {
            rates.charge("project-" + i, 1, 1);
        }
        assertThatThrownBy(() -> rates.charge("loud", 1, 1)).isInstanceOf(Refused.class);
    }

    /** How many bytes this thread allocates meanwhile. */
    private static long charge(Rates rates, String... names) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (String name : names) {
            rates.charge(name, 1, 1);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private Rates rates(int maxProjects) {
        Rate rate = new Rate(100, 0);
        return new Rates(
                new LimitsConfig(rate, Map.of(), Duration.ofSeconds(1), maxProjects, 80, 1, 1, Duration.ofMillis(100)),
                nanos::get);
    }
}
