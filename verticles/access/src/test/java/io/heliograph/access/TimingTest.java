package io.heliograph.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.store.access.KeptKey;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.web.access.Credential;
import io.heliograph.web.access.SettingsKey;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
        assertTellsNothing("the settings' key", 0, 42, key -> {
            SettingsKey settings = new SettingsKey(key);
            return guess -> settings.authenticate(new Credential.ApiKey(guess));
        });
    }

    @Test
    void nothingIsToldOfTheSecretOfAKeyOfTheTable() {
        assumeTrue(Rounds.isSoak(), "skipped: runs in the profile soak");
        AtomicReference<KeptKey> inTable = new AtomicReference<>();
        KeyRing ring = new KeyRing(
                id -> Future.succeededFuture(Optional.of(inTable.get())),
                KeyRingTest.config("100"),
                () -> Instant.EPOCH,
                () -> 0,
                new LastUse(100));
        String id = KeyText.random().id();
        assertTellsNothing("a key of the table", 0, 42, secret -> {
            KeyText key = new KeyText(id, secret);
            KeptKey kept = new KeptKey(id, key.hash(), "lab", Set.of(Scope.EVENTS_READ), null, null);
            return guess -> {
                inTable.set(kept);
                return ring.authenticate("hg_" + id + "_" + guess);
            };
        });
    }

    private static String changed(String text, int place) {
        char[] characters = text.toCharArray();
        characters[place] = characters[place] == 'A' ? 'B' : 'A';
        return new String(characters);
    }

    /**
     * The same guess each time for a key whose first character it misses and for one whose last it misses, so that only
     * what is secret differs.
     */
    private static void assertTellsNothing(
            String what, int one, int other, Function<String, Function<String, Future<Caller>>> doorOf) {
        Random random = new Random(11);
        double[][] samples = {new double[SAMPLES], new double[SAMPLES]};
        for (int round = -SAMPLES; round < SAMPLES; round++) {
            String guess = KeyText.randomSecret();
            List<Function<String, Future<Caller>>> doors =
                    List.of(doorOf.apply(changed(guess, one)), doorOf.apply(changed(guess, other)));
            int first = random.nextInt(2);
            double[] took = new double[2];
            took[first] = measure(doors.get(first), guess);
            took[1 - first] = measure(doors.get(1 - first), guess);
            if (round >= 0) {
                samples[0][round] = took[0];
                samples[1][round] = took[1];
            }
        }
        double t = welch(samples[0], samples[1]);
        Outcome.of("S8", "%s, first or last character wrong: Welch t = %.2f", what, t);
        assertThat(Math.abs(t)).as(what).isLessThan(TELLS_NOTHING);
    }

    private static double measure(Function<String, Future<Caller>> guess, String text) {
        long begin = System.nanoTime();
        boolean refused = true;
        for (int i = 0; i < CALLS; i++) {
            refused &= guess.apply(text).failed();
        }
        long took = System.nanoTime() - begin;
        assertThat(refused).isTrue();
        return took;
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
