package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.journal.CrashingDisk.Fault;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a journal with kills and power cuts. After each: all that was acknowledged is there, whole and in
 * order; nothing that was refused or never sent is; what was unanswered may be. A seed repeats its life exactly: with
 * {@code -Dheliograph.seed=<seed> -Dheliograph.rounds.crash-histories=1}.
 */
@Tag("fault")
final class CrashHistoriesTest {
    private static final int HISTORIES = Rounds.of("crash-histories", 1000, 10_000);
    private static final JournalConfig CONFIG =
            new JournalConfig(2048, 2, 1 << 20, 0, 256 << 10, Duration.ZERO, OnDamage.STOP);

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @ParameterizedTest(name = "unforced sectors survive by chance: {0}")
    @ValueSource(booleans = {false, true})
    void nothingAcknowledgedIsLostAndNothingElseAppears(boolean writeback) {
        long first = Seed.of("CrashHistoriesTest");
        long acknowledged = 0;
        for (long seed = first; seed < first + HISTORIES; seed++) {
            History history = new History(seed, writeback);
            try {
                history.live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", writeback " + writeback, e);
            }
            acknowledged += history.acknowledged.size();
        }
        String row = writeback ? "J5" : "J4";
        Outcome.of(row, "%d histories from seed %d, %d batches acked, 0 lost, 0 ghost", HISTORIES, first, acknowledged);
    }

    private static final class History {
        private final Random random;
        private final boolean writeback;
        private final TreeMap<Long, Integer> acknowledged = new TreeMap<>();
        private final List<Integer> unanswered = new ArrayList<>();
        private CrashingDisk disk = new CrashingDisk();
        private FileJournal journal;
        private long released;
        private int sent;

        History(long seed, boolean writeback) {
            this.random = new Random(seed);
            this.writeback = writeback;
        }

        void live() {
            for (int power = 0; power < 3; power++) {
                open();
                disk.crashAfter(random.nextInt(80));
                for (int step = random.nextInt(12); step >= 0; step--) {
                    step();
                }
                endProcess();
            }
            open();
            await(journal.close());
        }

        /** By a power cut, or by a mere kill after which the next process sees what the disk may not have yet. */
        private void endProcess() {
            disk.crashAfter(0);
            await(journal.close());
            if (random.nextInt(3) == 0) {
                disk.restart();
            } else {
                crash();
            }
        }

        private void crash() {
            disk = disk.crash(writeback ? random : null);
        }

        /** Opens, now and then only after the power went off within a start as well. */
        private void open() {
            if (random.nextInt(4) == 0) {
                disk.crashAfter(random.nextInt(20));
                Future<FileJournal> cut = FileJournal.open(vertx, disk, CONFIG, fatal -> {});
                Given.await(cut.compose(FileJournal::close).otherwiseEmpty());
                crash();
            }
            journal = await(FileJournal.open(vertx, disk, CONFIG, fatal -> {}));
            check();
        }

        private void step() {
            if (random.nextInt(5) == 0) {
                released = Math.max(released, (long) (journal.end() * random.nextDouble()));
                await(journal.release(released).otherwiseEmpty());
            } else if (random.nextInt(8) == 0) {
                Fault fault = random.nextBoolean() ? Fault.WRITE_FAILS : Fault.WRITE_IS_SHORT;
                disk.inject(fault, random.nextInt(3), 1);
            } else {
                burst(1 + random.nextInt(5));
            }
        }

        /** The first batch is a group of its own, the others, which come while it is written, are one together. */
        private void burst(int batches) {
            disk.hold();
            List<Integer> numbers = new ArrayList<>();
            List<Future<Long>> answers = new ArrayList<>();
            List<Integer> events = new ArrayList<>();
            for (int i = 0; i < batches; i++) {
                int count = 1 + random.nextInt(4);
                numbers.add(++sent);
                events.add(count);
                answers.add(journal.append(batch(sent, count, random.nextInt(random.nextInt(10) == 0 ? 3000 : 300))));
                if (i == 0 && !answers.get(0).isComplete()) {
                    disk.awaitHeld();
                }
            }
            disk.letGo();
            for (int i = 0; i < batches; i++) {
                settle(numbers.get(i), events.get(i), answers.get(i));
            }
        }

        private void settle(int number, int events, Future<Long> answer) {
            try {
                acknowledged.put(Given.await(answer) - events, number);
            } catch (Refused refused) {
                if (refused.problem().kind() == ProblemKind.JOURNAL_FAILED) {
                    unanswered.add(number);
                }
            }
        }

        /** What came to light although it was unanswered counts as acknowledged from here on: it was read. */
        private void check() {
            List<Entry> entries = Given.readAll(journal);
            assertThat(journal.status().damage()).noneMatch(note -> note.contains("missing"));
            assertThat(journal.start()).isLessThanOrEqualTo(released);
            long expected = journal.start();
            for (Entry entry : entries) {
                assertThat(entry.position()).isEqualTo(expected);
                expected = entry.next();
                int number = Given.numberOf(entry);
                if (!acknowledged.containsKey(entry.position())) {
                    assertThat(unanswered).as("sent, and not refused").contains(number);
                    acknowledged.put(entry.position(), number);
                }
                assertThat(acknowledged.get(entry.position())).isEqualTo(number);
            }
            assertThat(entries.stream().map(Entry::position).toList())
                    .isEqualTo(List.copyOf(acknowledged.tailMap(journal.start()).keySet()));
            assertThat(journal.end()).isEqualTo(expected);
            unanswered.clear();
        }
    }
}
