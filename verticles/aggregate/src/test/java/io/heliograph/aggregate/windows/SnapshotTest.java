package io.heliograph.aggregate.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.aggregate.WindowsConfig;
import io.heliograph.contracts.metrics.WindowPart.TypePart;
import io.heliograph.contracts.metrics.WindowRead;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.intake.RecentIds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final long NOW = 1_800_000_000L;
    private static final int HOUR = 3_600;
    private static final UUID JOURNAL = UUID.randomUUID();

    private final Random random = new Random(3);

    /** Both go on from there: what is counted later makes them differ if anything but the values themselves was lost. */
    @Test
    void whatIsReadBackAnswersAsTheOneThatWasWrittenWhateverComesAfterwards() throws IOException {
        Windows live = windows(64 << 20);
        RecentIds recent = new RecentIds(100);
        recent.addAll("p", List.of("x", "y"));
        for (int i = 0; i < 30_000; i++) {
            count(NOW - random.nextInt(HOUR), live);
        }
        count(NOW, live);
        byte[] bytes = new Snapshot(JOURNAL, 77, 5).write(live, recent, HOUR);

        Windows back = windows(64 << 20);
        RecentIds known = new RecentIds(100);
        Snapshot read = Snapshot.read(bytes, JOURNAL, back, known, HOUR, NOW);
        assertThat(read).isEqualTo(new Snapshot(JOURNAL, 77, 5));
        assertThat(known.contains("p", "x")).isTrue();
        assertThat(known.contains("q", "x")).isFalse();
        assertSame(live, back, NOW);
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 20; i++) {
                count(NOW + second - random.nextInt(5), live, back);
            }
        }
        assertSame(live, back, NOW + 100);
    }

    @Test
    void whatIsOldWhenItIsReadIsInNoWindow() throws IOException {
        Windows live = windows(64 << 20);
        count(NOW - HOUR + 1, live);
        count(NOW, live);
        byte[] bytes = new Snapshot(JOURNAL, 2, 0).write(live, new RecentIds(2), HOUR);
        Windows back = windows(64 << 20);
        Snapshot.read(bytes, JOURNAL, back, new RecentIds(2), HOUR, NOW + HOUR - 100);
        assertThat(read(back, NOW + HOUR - 100, HOUR, null, null).get(0).count())
                .isEqualTo(1);
    }

    @Test
    void whatIsDamagedOrOfAnotherJournalOrTimeIsNotRead() throws IOException {
        Windows live = windows(64 << 20);
        count(NOW, live);
        byte[] bytes = new Snapshot(JOURNAL, 1, 0).write(live, new RecentIds(2), HOUR);
        assertThat(Snapshot.read(bytes, UUID.randomUUID(), windows(1 << 20), new RecentIds(2), HOUR, NOW))
                .isNull();
        assertThat(Snapshot.read(bytes, JOURNAL, windows(1 << 20), new RecentIds(2), 60, NOW))
                .isNull();
        assertThat(Snapshot.read(new byte[0], JOURNAL, windows(1 << 20), new RecentIds(2), HOUR, NOW))
                .isNull();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] = (byte) (damaged[at] ^ 1 << random.nextInt(8));
            assertThat(Snapshot.read(damaged, JOURNAL, windows(1 << 20), new RecentIds(2), HOUR, NOW))
                    .as("byte %d", at)
                    .isNull();
        }
    }

    @Test
    void withTooLittleRoomItSaysSo() {
        Windows live = windows(64 << 20);
        for (int i = 0; i < 10_000; i++) {
            count(NOW - random.nextInt(HOUR), live);
        }
        byte[] bytes = new Snapshot(JOURNAL, 1, 0).write(live, new RecentIds(2), HOUR);
        assertThatThrownBy(() -> Snapshot.read(bytes, JOURNAL, windows(100_000), new RecentIds(2), HOUR, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("windows.memory");
    }

    private void count(long second, Windows... all) {
        String type = "type-" + random.nextInt(3);
        String source = random.nextBoolean() ? "s-" + random.nextInt(3) : null;
        String agent = random.nextBoolean() ? "a-" + random.nextInt(5) : null;
        String payload = "{\"n\":%d,\"outer\":{\"x\":%d}}".formatted(random.nextInt(1_000), random.nextInt(10));
        long micros = second * 1_000_000 + random.nextInt(1_000_000);
        for (Windows windows : all) {
            windows.add(
                    new JournaledEvent("p", micros, micros, new UUID(0, 0), null, type, source, agent, payload),
                    second);
        }
    }

    private static void assertSame(Windows one, Windows other, long now) {
        for (int seconds : new int[] {1, 10, 59, 60, 119, 600, HOUR}) {
            for (String source : new String[] {null, "s-1"}) {
                for (String agent : new String[] {null, "a-2"}) {
                    assertThat(read(other, now, seconds, source, agent))
                            .as("%d s of %s and %s", seconds, source, agent)
                            .isEqualTo(read(one, now, seconds, source, agent));
                }
            }
        }
    }

    private static List<TypePart> read(Windows windows, long now, int seconds, String source, String agent) {
        boolean isFiltered = source != null || agent != null;
        long from = windows.begin(isFiltered, now - seconds, now);
        return windows.read(new WindowRead("p", from, now + 1, null, source, agent));
    }

    private static Windows windows(long memory) {
        return new Windows(
                new WindowsConfig(Duration.ofSeconds(HOUR), 1_000, 100, 10_000, memory, 100, Duration.ofSeconds(1), 0));
    }
}
