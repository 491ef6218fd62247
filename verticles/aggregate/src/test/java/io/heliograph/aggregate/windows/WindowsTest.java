package io.heliograph.aggregate.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.FieldNumbers;
import io.heliograph.contracts.metrics.MetricWindow;
import io.heliograph.contracts.metrics.MetricWindow.TypeNumbers;
import io.heliograph.contracts.metrics.WindowOverflow;
import io.heliograph.contracts.metrics.WindowPart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.intake.JournaledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long NOW = 1_800_000_000L;
    private static final int HOUR = 3_600;

    private Windows windows = windows(1_000, 100, 10_000, 64 << 20);

    /** What a test has sent, to be counted again without any slices. */
    private record Sent(double second, double value) {}

    @Test
    void aWindowHoldsTheEventsOfItsTimeAndNoOthers() {
        Random random = new Random(1);
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            double second = NOW - random.nextDouble() * HOUR;
            double value = Math.round(Math.exp(random.nextGaussian() * 2) * 1_000) / 1_000.0;
            all.add(new Sent(second, value));
            add("gpu", null, null, second, "{\"ms\":" + value + "}");
        }
        for (int seconds : new int[] {1, 5, 59, 60, 61, 119, 120, 300, 1_000, 1_199, 1_800, 3_599, HOUR}) {
            long from = windows.begin(false, NOW - seconds, NOW);
            assertThat(from).isBetween(NOW - seconds - 59, NOW - seconds);
            double[] exact = all.stream()
                    .filter(sent -> sent.second >= from && sent.second < NOW + 1)
                    .mapToDouble(Sent::value)
                    .sorted()
                    .toArray();
            FieldNumbers found =
                    read(from, null, null, null).types().get(0).fields().get(0);
            assertThat(found.count()).as("events of %d s", seconds).isEqualTo(exact.length);
            assertThat(found.min()).isEqualTo(exact[0]);
            assertThat(found.max()).isEqualTo(exact[exact.length - 1]);
            assertClose(found.sum(), java.util.Arrays.stream(exact).sum(), 1e-9);
            assertClose(found.p50(), exact[(int) Math.ceil(0.5 * exact.length) - 1], 0.0100001);
            assertClose(found.p90(), exact[(int) Math.ceil(0.9 * exact.length) - 1], 0.0100001);
            assertClose(found.p95(), exact[(int) Math.ceil(0.95 * exact.length) - 1], 0.0100001);
            assertClose(found.p99(), exact[(int) Math.ceil(0.99 * exact.length) - 1], 0.0100001);
        }
    }

    @Test
    void fieldsMayComeInAnyOrderAndStayAway() {
        Random random = new Random(2);
        Map<String, DoubleSummaryStatistics> exact = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            List<String> fields = new ArrayList<>(List.of("a", "b", "c", "d"));
            Collections.shuffle(fields, random);
            StringJoiner payload = new StringJoiner(",", "{", "}");
            for (String field : fields.subList(0, random.nextInt(5))) {
                int value = random.nextInt(1_000) - 500;
                payload.add("\"" + field + "\":" + value);
                exact.computeIfAbsent(field, first -> new DoubleSummaryStatistics())
                        .accept(value);
            }
            add("gpu", "eu", "agent-" + i % 7, NOW - random.nextInt(3), payload.toString());
        }
        for (String source : new String[] {null, "eu"}) {
            TypeNumbers found = read(NOW - 60, null, source, null).types().get(0);
            assertThat(found.count()).isEqualTo(5_000);
            assertThat(found.fields()).hasSameSizeAs(exact.keySet()).allSatisfy(field -> {
                DoubleSummaryStatistics of = exact.get(field.field());
                assertThat(field.count()).isEqualTo(of.getCount());
                assertThat(field.sum()).isEqualTo(of.getSum());
                assertThat(field.min()).isEqualTo(of.getMin());
                assertThat(field.max()).isEqualTo(of.getMax());
            });
        }
    }

    @Test
    void aWindowBeginsToTheSecondWhileItIsShort() {
        assertThat(windows.begin(false, NOW - 120, NOW)).isEqualTo(NOW - 120);
        assertThat(windows.begin(false, NOW - 1_195, NOW)).isEqualTo(NOW - 1_200);
        assertThat(windows.begin(false, NOW - 1_801, NOW) % 60).isZero();
        assertThat(windows.begin(true, NOW - 55, NOW)).isEqualTo(NOW - 60);
    }

    @Test
    void timeGoesOnAndOldSlicesAreUsedAgain() {
        for (int second = 0; second < 3 * HOUR; second++) {
            add("tick", "a", "x", NOW + second + 0.5, "{\"n\":" + second + "}", NOW + second);
        }
        long end = NOW + 3 * HOUR - 1;
        for (int seconds : new int[] {10, 100, 1_000, HOUR}) {
            long from = windows.begin(false, end - seconds, end);
            TypeNumbers tick = read(from, end, null, null, null).types().get(0);
            assertThat(tick.count()).isEqualTo(end + 1 - from);
            assertThat(tick.fields().get(0).last()).isEqualTo(3 * HOUR - 1);
        }
        long before = windows.bytes();
        windows.sweep(end + HOUR);
        assertThat(windows.bytes()).isEqualTo(before);
        windows.sweep(end + HOUR + 1);
        assertThat(windows.bytes()).isZero();
        assertThat(read(end - 60, end, null, null, null).types()).isEmpty();
    }

    @Test
    void whatIsTooOldOrTooFarAheadIsInNoWindow() {
        add("late", null, null, NOW - HOUR - 1, "{\"n\":1}");
        add("early", null, null, NOW + 61, "{\"n\":1}");
        assertThat(windows.counted()).isZero();
        add("in time", null, null, NOW - HOUR, "{\"n\":1}");
        add("just ahead", null, null, NOW + 60, "{\"n\":1}");
        assertThat(windows.counted()).isEqualTo(2);
        assertThat(read(windows.begin(false, NOW - HOUR, NOW), null, null, null).types())
                .extracting(TypeNumbers::type)
                .containsExactly("in time");
    }

    @Test
    void filtersLeaveTheOthersOut() {
        add("llm", "eu", "a", NOW, "{\"tokens\":1}");
        add("llm", "eu", "b", NOW, "{\"tokens\":2}");
        add("llm", "us", "a", NOW, "{\"tokens\":4}");
        add("llm", null, "a", NOW, "{\"tokens\":8}");
        add("llm", null, null, NOW, "{\"tokens\":16}");
        add("gpu", "eu", "a", NOW, "{\"tokens\":32}");

        assertThat(sum(null, null, null)).isEqualTo(63);
        assertThat(sum("llm", null, null)).isEqualTo(31);
        assertThat(sum(null, "eu", null)).isEqualTo(35);
        assertThat(sum("llm", null, "a")).isEqualTo(13);
        assertThat(sum("llm", "eu", "a")).isEqualTo(1);
        assertThat(sum("llm", "us", "b")).isZero();
        assertThat(sum("none", null, null)).isZero();
        assertThat(read(NOW - 60, NOW, "other project", null, null, null).types())
                .isEmpty();
    }

    @Test
    void beyondTheBoundsThingsAreCountedAsOther() {
        windows = windows(2, 2, 3, 64 << 20);
        for (int i = 0; i < 5; i++) {
            add("type" + i, "source" + i, null, NOW, "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}");
        }
        MetricWindow found = read(NOW - 60, null, null, null);

        assertThat(found.types()).extracting(TypeNumbers::type).containsExactly("other", "type0", "type1");
        assertThat(found.types()).extracting(TypeNumbers::count).containsExactly(3L, 1L, 1L);
        assertThat(found.types().get(1).fields())
                .extracting(FieldNumbers::field)
                .containsExactly("a", "b", "other");
        assertThat(found.types().get(0).fields())
                .last()
                .extracting(FieldNumbers::count)
                .isEqualTo(6L);
        // In each type and in each of the three series that there are.
        assertThat(found.overflow()).isEqualTo(new WindowOverflow(3, 16, 2, 0));
    }

    @Test
    void memoryEndsAtItsBoundAndOneProjectLeavesRoomForTheNext() {
        windows = windows(1_000, 100, 100_000, 4 << 20);
        for (int i = 0; i < 200_000; i++) {
            add("gpu", null, "agent" + i % 5_000, NOW - i % HOUR, "{\"a\":" + i + "}");
        }
        assertThat(windows.bytes()).isLessThan(5 << 20);
        assertThat(windows.overflow().series()).isPositive();
        assertThat(read(windows.begin(false, NOW - HOUR, NOW), null, null, null)
                        .types()
                        .get(0)
                        .count())
                .isEqualTo(200_000);

        windows.add(event("second", "gpu", null, null, NOW, "{\"a\":1}"), NOW);
        assertThat(read(NOW - 60, NOW, "second", null, null, null).types()).hasSize(1);
    }

    private double sum(String type, String source, String agent) {
        return read(NOW - 60, type, source, agent).types().stream()
                .mapToDouble(found -> found.fields().get(0).sum())
                .sum();
    }

    private MetricWindow read(long from, String type, String source, String agent) {
        return read(from, NOW, type, source, agent);
    }

    private MetricWindow read(long from, long now, String type, String source, String agent) {
        return read(from, now, "default", type, source, agent);
    }

    private MetricWindow read(long from, long now, String project, String type, String source, String agent) {
        Merge merge = new Merge();
        merge.add(new WindowPart(
                "node-1",
                Long.MIN_VALUE,
                windows.read(new WindowRead(project, from, now + 1, type, source, agent)),
                windows.overflow()));
        return merge.window(Instant.ofEpochSecond(from), Instant.ofEpochSecond(now + 1));
    }

    private void add(String type, String source, String agent, double second, String payload) {
        add(type, source, agent, second, payload, NOW);
    }

    private void add(String type, String source, String agent, double second, String payload, long now) {
        windows.add(event("default", type, source, agent, second, payload), now);
    }

    private static JournaledEvent event(
            String project, String type, String source, String agent, double second, String payload) {
        long micros = (long) (second * 1_000_000);
        return new JournaledEvent(project, micros, micros, new UUID(0, 0), null, type, source, agent, payload);
    }

    private static Windows windows(int types, int fields, int series, long memory) {
        return new Windows(new WindowsConfig(
                Duration.ofSeconds(HOUR), types, fields, series, memory, 100, Duration.ofSeconds(1), 0));
    }

    private static void assertClose(double found, double exact, double error) {
        assertThat(Math.abs(found - exact)).isLessThanOrEqualTo(Math.abs(exact) * error);
    }
}
