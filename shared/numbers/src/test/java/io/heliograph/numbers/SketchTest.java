package io.heliograph.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {
    private static final double[] SHARES = {0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    /** Where values come from, made of an even number from 0 to 1. */
    enum Values {
        EVEN(share -> share * 1_000),
        BOTH_SIGNS(share -> (share - 0.5) * 1e6),
        LONG_TAILED(share -> Math.pow(share, -3)),
        WIDE(share -> Math.pow(10, share * 16)),
        TINY(share -> share * 1e-300),
        HUGE(share -> share * Double.MAX_VALUE),
        WHOLE(share -> Math.floor(share * 20)),
        SMALL(share -> Math.floor(share * 41) - 20),
        MOSTLY_NOTHING(share -> share < 0.9 ? 0 : share),
        ALL_THE_SAME(share -> -42.42);

        private final DoubleUnaryOperator of;

        Values(DoubleUnaryOperator of) {
            this.of = of;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPercentileIsWithinOnePercentOfTheExactOne(Values values) {
        Random random = new Random(7);
        for (int size : new int[] {1, 2, 3, 10, 100, 1_000, 20_000}) {
            double[] exact = some(values, random, size);
            Sketch sketch = of(exact);
            Arrays.sort(exact);
            for (double share : SHARES) {
                double expected = exact[Math.max(0, (int) Math.ceil(share * size) - 1)];
                assertThat(sketch.quantile(share))
                        .as("%s of %d %s", share, size, values)
                        .isCloseTo(expected, within(Math.abs(expected) * Sketch.ERROR * (1 + 1e-9)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMergedFromPartsIsTheSameByteForByteAsTheWhole(Values values) {
        Random random = new Random(11);
        double[] all = some(values, random, 5_000);
        Sketch whole = of(all);
        Sketch merged = new Sketch();
        int from = 0;
        while (from < all.length) {
            int to = Math.min(all.length, from + random.nextInt(random.nextBoolean() ? 4 : 400));
            Sketch part = of(Arrays.copyOfRange(all, from, to));
            if (random.nextBoolean()) {
                part.merge(merged);
                merged = part;
            } else {
                merged.merge(part);
            }
            from = to;
        }

        assertThat(merged.count()).isEqualTo(all.length);
        assertThat(bytes(merged)).isEqualTo(bytes(whole));
        assertThat(bytes(Sketch.read(ByteBuffer.wrap(bytes(whole))))).isEqualTo(bytes(whole));
    }

    /** With no, some, many or only negative values, and some zeros: the lowest bucket that is kept lies where it may. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.9, 1})
    void whereBucketsAreTooManyTheLowestAreOneInWhateverOrderTheyCame(double negative) {
        Random random = new Random(3);
        double[] values = random.doubles(20_000, -300, 300)
                .map(x -> random.nextInt(500) == 0 ? 0 : Math.pow(10, x) * (random.nextDouble() < negative ? -1 : 1))
                .toArray();
        Sketch forwards = of(values);
        Sketch halves = of(Arrays.copyOfRange(values, 0, 10_000));
        halves.merge(of(Arrays.copyOfRange(values, 10_000, 20_000)));
        Arrays.sort(values);
        Sketch sorted = of(values);

        assertThat(bytes(sorted)).isEqualTo(bytes(forwards)).isEqualTo(bytes(halves));
        assertThat(Varints.read(ByteBuffer.wrap(bytes(sorted)))).isEqualTo(Sketch.MOST_BUCKETS);
        assertThat(sorted.bytes()).isLessThan(40_000);
        assertThat(sorted.quantile(0.999)).isCloseTo(values[19_979], within(Math.abs(values[19_979]) * Sketch.ERROR));
        assertThat(sorted.count()).isEqualTo(20_000);
    }

    /** Nearly every value of a random one lies far from the end of its bucket, so those at the ends are looked for. */
    @Test
    void aBucketIsTheOneThatTheExactLogarithmNames() {
        double perLog = 1 / Math.log((1 + Sketch.ERROR) / (1 - Sketch.ERROR));
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            double end = Math.exp(random.nextInt(70_000) / perLog - 700);
            for (double value : new double[] {any, end, Math.nextUp(end), Math.nextDown(end), random.nextDouble()}) {
                if (Double.isFinite(value) && value >= Double.MIN_NORMAL) {
                    int exact = 40_000 + (int) Math.ceil(Math.log(value) * perLog);
                    assertThat(Sketch.bucket(value)).as("bucket of %s", value).isEqualTo(exact);
                    assertThat(Sketch.bucket(-value)).isEqualTo(-exact);
                }
            }
        }
    }

    @Test
    void bucketsThatLieCloseAndThenFarApartAndCloseAgainAreAllCounted() {
        Random random = new Random(13);
        TreeMap<Integer, Long> expected = new TreeMap<>();
        Sketch sketch = new Sketch();
        for (int i = 0; i < 50_000; i++) {
            int width = List.of(8, 40, 400, 1_800).get(i / 1_000 % 4);
            int bucket = (i / 4_000 % 2 == 0 ? 41_000 : -41_000) + random.nextInt(width);
            sketch.add(bucket);
            expected.merge(bucket, 1L, Long::sum);
            if (random.nextInt(5_000) == 0) {
                sketch.clear();
                expected.clear();
            } else if (random.nextInt(2_000) == 0) {
                sketch.rest();
            }
        }

        ByteBuffer written = ByteBuffer.wrap(bytes(sketch));
        assertThat(expected).hasSizeLessThan(Sketch.MOST_BUCKETS);
        assertThat(Varints.read(written)).isEqualTo(expected.size());
        int last = 0;
        for (Map.Entry<Integer, Long> bucket : expected.entrySet()) {
            last += (int) Varints.readSigned(written);
            assertThat(last).isEqualTo(bucket.getKey());
            assertThat(Varints.read(written)).isEqualTo(bucket.getValue());
        }
    }

    @Test
    void whatIsNoSketchIsRefused() {
        ByteBuffer none = ByteBuffer.allocate(20);
        Varints.write(none, 1);
        Varints.writeSigned(none, Integer.MAX_VALUE);
        Varints.write(none, 0);
        assertThatThrownBy(() -> Sketch.read(none.flip())).isInstanceOf(IllegalArgumentException.class);

        ByteBuffer tooMany = ByteBuffer.allocate(20);
        Varints.write(tooMany, 1_000_000);
        assertThatThrownBy(() -> Sketch.read(tooMany.flip())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyTogetherAreTheSameAsOneAfterTheOther() {
        Column values = new Column(3 * Sketch.MOST_BUCKETS);
        Sketch single = new Sketch();
        for (int i = 0; i < 3 * Sketch.MOST_BUCKETS; i++) {
            int bucket = i % 3 == 0 ? 0 : 7 * i - Sketch.MOST_BUCKETS;
            values.add(i, bucket, i);
            single.add(bucket);
        }
        Sketch together = new Sketch();
        together.add(values.buckets, values.size());

        assertThat(bytes(together)).isEqualTo(bytes(single));
        assertThat(together.count()).isEqualTo(values.size());
    }

    @Test
    void aSummaryKeepsWhatASketchDoesNot() {
        Column values = new Column(2);
        values.add(3, Sketch.bucket(3), 10);
        values.add(-8, Sketch.bucket(-8), 30);
        Summary one = new Summary();
        one.add(values);
        values.clear();
        values.add(5, Sketch.bucket(5), 20);
        Summary two = new Summary();
        two.add(values);
        two.merge(Summary.unpack(one.pack()));

        assertThat(two.count()).isEqualTo(3);
        assertThat(two.sum()).isZero();
        assertThat(two.min()).isEqualTo(-8);
        assertThat(two.max()).isEqualTo(5);
        assertThat(two.last()).isEqualTo(-8);
        assertThat(two.quantile(0.5)).isCloseTo(3, within(0.03));
        assertThat(two.quantile(1)).isEqualTo(5);
    }

    private static double[] some(Values values, Random random, int size) {
        return random.doubles(size, 1e-9, 1).map(values.of).toArray();
    }

    private static Sketch of(double[] values) {
        Sketch sketch = new Sketch();
        for (double value : values) {
            sketch.add(Sketch.bucket(value));
        }
        return sketch;
    }

    private static byte[] bytes(Sketch sketch) {
        ByteBuffer out = ByteBuffer.allocate(sketch.mostWritten());
        sketch.write(out);
        return Arrays.copyOf(out.array(), out.position());
    }
}
