package io.heliograph.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.contracts.operations.Scope;
import io.heliograph.store.access.KeptKey;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.web.access.Credential;
import io.heliograph.web.access.SettingsKey;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the time of a refusal tells anything: Welch's t between two kinds of wrong credentials, measured in random turns.
 * What the operating system put in between is cut off at the same time for both. For the profile soak, on a quiet machine.
 */
@Tag("fault")
class TimingTest {
    private static final int SAMPLES = 20_000;
    private static final int CALLS = 20;
    private static final double KEPT = 0.9;
    private static final double TELLS_NOTHING = 4.5;

    @Test
    void nothingIsToldOfTheSettingsKey() {
        assumeTrue(Rounds.isSoak(), "skipped: runs in the profile soak");
        String key = "correct horse battery staple, 32";
        SettingsKey settings = new SettingsKey(key);
        String first = "X" + key.substring(1);
        String last = key.substring(0, key.length() - 1) + "X";
        assertTellsNothing(
                "first or last character",
                () -> settings.authenticate(new Credential.ApiKey(first)),
                () -> settings.authenticate(new Credential.ApiKey(last)));
    }

    @Test
    void nothingIsToldOfAKeyOfTheTable() {
        assumeTrue(Rounds.isSoak(), "skipped: runs in the profile soak");
        KeyText key = KeyText.random();
        KeptKey kept = new KeptKey(key.id(), key.hash(), "lab", Set.of(Scope.EVENTS_READ), null, null);
        KeyRing ring = new KeyRing(
                id -> Future.succeededFuture(id.equals(key.id()) ? Optional.of(kept) : Optional.empty()),
                KeyRingTest.config("100"),
                () -> Instant.EPOCH,
                () -> 0,
                new LastUse(100));
        ring.authenticate(key.reveal());
        String secret = key.secret();
        KeyText first = new KeyText(key.id(), (secret.charAt(0) == 'A' ? 'B' : 'A') + secret.substring(1));
        KeyText last = new KeyText(key.id(), secret.substring(0, 42) + (secret.charAt(42) == 'A' ? 'E' : 'A'));
        assertTellsNothing(
                "first or last character of the secret",
                () -> ring.authenticate(first.reveal()),
                () -> ring.authenticate(last.reveal()));
    }

    private static void assertTellsNothing(String what, Supplier<Object> one, Supplier<Object> other) {
        Random random = new Random(11);
        double[][] samples = {new double[SAMPLES], new double[SAMPLES]};
        for (int round = -SAMPLES; round < SAMPLES; round++) {
            boolean swapped = random.nextBoolean();
            for (int turn = 0; turn < 2; turn++) {
                int kind = swapped ? 1 - turn : turn;
                double took = measure(kind == 0 ? one : other);
                if (round >= 0) {
                    samples[kind][round] = took;
                }
            }
        }
        double t = welch(samples[0], samples[1]);
        System.out.printf("timing, %s: Welch t = %.2f%n", what, t);
        assertThat(Math.abs(t)).as(what).isLessThan(TELLS_NOTHING);
    }

    private static double measure(Supplier<Object> call) {
        long begin = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            assertThat(call.get()).isNotNull();
        }
        return System.nanoTime() - begin;
    }

    private static double welch(double[] one, double[] other) {
        double[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        Arrays.sort(all);
        double most = all[(int) (all.length * KEPT)];
        double[] a = Arrays.stream(one).filter(time -> time <= most).toArray();
        double[] b = Arrays.stream(other).filter(time -> time <= most).toArray();
        return (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
