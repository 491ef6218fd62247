package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * J3: the end at every single operation on the disk while segments are begun and given back, by a kill, by a power cut, and
 * by one that lets unforced pieces through by chance. The next start always opens, with all that was acknowledged.
 */
@Tag("fault")
final class RollAndReleaseTest {
    private static final int LIVES = Rounds.of("roll-and-release", 3, 40);
    private static final int BATCHES = 14;

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    /** What the disk has after the end of a process. */
    private enum End {
        KILL {
            @Override
            CrashingDisk after(CrashingDisk disk, Random chance) {
                disk.restart();
                return disk;
            }
        },
        POWER_CUT {
            @Override
            CrashingDisk after(CrashingDisk disk, Random chance) {
                return disk.crash(null);
            }
        },
        POWER_CUT_WITH_LUCK {
            @Override
            CrashingDisk after(CrashingDisk disk, Random chance) {
                return disk.crash(chance);
            }
        };

        abstract CrashingDisk after(CrashingDisk disk, Random chance);
    }

    @Test
    void everyStepCanBeTheLast() {
        long seed = Seed.of("RollAndReleaseTest");
        int points = operations();
        assertThat(points).isGreaterThan(12);
        for (int point = 0; point < points; point++) {
            for (End end : End.values()) {
                for (int life = 0; life < LIVES; life++) {
                    new Life(point, end, new Random(seed + life)).live();
                }
            }
        }
        Outcome.of(
                "J3",
                "%d points x %d ends x %d from seed %d, 0 lost, opened every time",
                points,
                End.values().length,
                LIVES,
                seed);
    }

    /** How many operations it takes without an end. */
    private static int operations() {
        CrashingDisk disk = new CrashingDisk();
        int most = 1000;
        FileJournal journal = Given.open(vertx, disk);
        disk.crashAfter(most);
        new Life(0, End.KILL, new Random(0)).work(journal);
        int used = most - disk.operationsLeft();
        await(journal.close());
        return used;
    }

    private static final class Life {
        private final int point;
        private final End end;
        private final Random chance;
        private final List<Integer> acknowledged = new ArrayList<>();
        private long released;

        Life(int point, End end, Random chance) {
            this.point = point;
            this.end = end;
            this.chance = chance;
        }

        void live() {
            CrashingDisk disk = new CrashingDisk();
            FileJournal journal = Given.open(vertx, disk);
            disk.crashAfter(point);
            work(journal);
            disk.crashAfter(0);
            await(journal.close());
            CrashingDisk after = end.after(disk, chance);
            for (int start = 0; start < 2; start++) {
                check(Given.open(vertx, after));
            }
        }

        /** Rolls every third batch, and gives back what lies before the last but one. */
        void work(FileJournal journal) {
            for (int number = 0; number < BATCHES; number++) {
                if (Given.succeeds(journal.append(batch(number, 1, 1300)))) {
                    acknowledged.add(number);
                }
                if (number % 4 == 3) {
                    released = Math.max(0, number - 4);
                    Given.succeeds(journal.release(released));
                }
            }
        }

        private void check(FileJournal journal) {
            List<Integer> numbers = Given.numbers(journal);
            assertThat(journal.start()).as(toString()).isLessThanOrEqualTo(released);
            List<Integer> kept = acknowledged.stream()
                    .filter(number -> number >= journal.start())
                    .toList();
            assertThat(numbers.subList(0, kept.size())).as(toString()).isEqualTo(kept);
            assertThat(numbers).as("at most the one that was under way").hasSizeLessThanOrEqualTo(kept.size() + 1);
            assertThat(journal.status().damage()).noneMatch(note -> note.contains("missing"));
            await(journal.close());
        }

        @Override
        public String toString() {
            return "%s at operation %d, acknowledged %s".formatted(end, point, acknowledged);
        }
    }
}
