package io.heliograph.journal;

import static io.heliograph.contracts.problems.ProblemKind.JOURNAL_FAILED;
import static io.heliograph.contracts.problems.ProblemKind.JOURNAL_FULL;
import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static io.heliograph.journal.Given.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.journal.CrashingDisk.Fault;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of appends when the disk fills up or fails. */
@Tag("fault")
final class DiskFaultsTest {
    private static Vertx vertx;

    private final CrashingDisk disk = new CrashingDisk();
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @Test
    void aFullDiskRefusesWholeBatchesAndTakesThemAgainWhenThereIsSpace() {
        disk.quota(10_000);
        FileJournal journal = open(Given.config(OnDamage.STOP));
        List<Integer> taken = appendThirty(journal);
        assertThat(journal.status().accepting()).isFalse();
        assertThat(journal.status().reason()).contains("No space left");

        disk.quota(Long.MAX_VALUE);
        await(journal.append(batch(100, 2, 500)));
        taken.add(100);
        assertThat(journal.status().accepting()).isTrue();
        expectOnly(taken, journal);
    }

    @Test
    void theFloorOfFreeSpaceIsKept() {
        disk.capacity(100_000);
        FileJournal journal = open(new JournalConfig(4096, 2, 1 << 20, 90_000, 64 << 10, Duration.ZERO, OnDamage.STOP));
        List<Integer> taken = appendThirty(journal);
        assertThat(disk.free()).isBetween(90_000L, 91_000L);
        expectOnly(taken, journal);
    }

    @Test
    void aNodeThatIsSentNothingMoreCallsItselfAcceptingAgainByItself() {
        FileJournal journal = open(Given.config(OnDamage.STOP));
        disk.inject(Fault.WRITE_FAILS, 1);
        expect(JOURNAL_FULL, journal.append(batch(1, 1, 10)));
        assertThat(journal.status().accepting()).isFalse();
        await().until(() -> journal.status().accepting());
    }

    @Test
    void theBoundInBytesRefusesUntilSomethingIsReleased() {
        FileJournal journal = open(new JournalConfig(4096, 2, 10_000, 0, 64 << 10, Duration.ZERO, OnDamage.STOP));
        appendThirty(journal);
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(10_000 + 4096);
        await(journal.release(journal.end()));
        await(journal.append(batch(100, 1, 500)));
        await(journal.close());
    }

    @Test
    void aQueueThatIsFullRefusesAtOnce() {
        FileJournal journal = open(new JournalConfig(4096, 2, 1 << 20, 0, 2000, Duration.ZERO, OnDamage.STOP));
        disk.hold();
        List<Future<Long>> answers = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            answers.add(journal.append(batch(number, 1, 500)));
        }
        assertThat(answers.subList(3, 6)).allMatch(Future::failed);
        answers.subList(3, 6).forEach(answer -> expect(JOURNAL_FULL, answer));
        disk.letGo();
        answers.subList(0, 3).forEach(Given::await);
        await(journal.append(batch(7, 1, 500)));
        expectOnly(List.of(0, 1, 2, 7), journal);
    }

    @Test
    void nothingIsAcknowledgedAfterAFailedForce() {
        FileJournal journal = open(Given.config(OnDamage.STOP));
        await(journal.append(batch(1, 1, 10)));
        disk.hold();
        Future<Long> first = journal.append(batch(2, 1, 10));
        disk.awaitHeld();
        Future<Long> second = journal.append(batch(3, 1, 10));
        disk.inject(Fault.FORCE_FAILS, 1);
        disk.letGo();

        expect(JOURNAL_FAILED, first);
        expect(JOURNAL_FAILED, second);
        expect(JOURNAL_FAILED, journal.append(batch(4, 1, 10)));
        await().until(() -> fatal.size() == 1);
        assertThat(fatal.get(0)).hasMessage("Input/output error");
        assertThat(journal.status().accepting()).isFalse();
        assertThat(journal.status().reason()).contains("Input/output error");
        assertThat(journal.end()).isEqualTo(1);
        assertThat(Given.numbers(journal)).containsExactly(1);
        await(journal.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FORCE_FAILS", "DIRECTORY_FORCE_FAILS"})
    void aForceThatFailsAtARollIsFinalToo(Fault fault) {
        FileJournal journal = open(Given.config(OnDamage.STOP));
        await(journal.append(batch(1, 1, 3500)));
        disk.inject(fault, 1);
        expect(JOURNAL_FAILED, journal.append(batch(2, 1, 3500)));
        expect(JOURNAL_FAILED, journal.append(batch(3, 1, 10)));
        assertThat(Given.numbers(journal)).containsExactly(1);
        await(journal.close());
    }

    /** Wherever it fails: within a group, at a roll, with others waiting. */
    @Test
    void whatWasAcknowledgedBeforeAFailedForceIsAllThatIsThereAfterwards() {
        int failures = Rounds.of("failed-forces", 50, 2000);
        long first = Seed.of("DiskFaultsTest");
        for (long seed = first; seed < first + failures; seed++) {
            CrashingDisk failing = new CrashingDisk();
            FileJournal journal = Given.open(vertx, failing);
            failing.inject(Fault.FORCE_FAILS, new Random(seed).nextInt(30), 1);
            List<Integer> acknowledged = appendUntilItFails(journal, new Random(seed));
            await(journal.close());
            CrashingDisk after = failing.crash(new Random(seed));
            assertThat(Given.numbers(Given.open(vertx, after)).subList(0, acknowledged.size()))
                    .as("seed %d", seed)
                    .isEqualTo(acknowledged);
        }
        Outcome.of("J11", "%d failed forces from seed %d, 0 acks behind them, 0 lost", failures, first);
    }

    /** Appends in twos, as they come together; none may be acknowledged behind one that was not. */
    private static List<Integer> appendUntilItFails(FileJournal journal, Random random) {
        List<Integer> acknowledged = new ArrayList<>();
        boolean failed = false;
        for (int number = 0; number < 80; number += 2) {
            for (Future<Long> answer : List.of(
                    journal.append(batch(number, 1, 10 + random.nextInt(900))),
                    journal.append(batch(number + 1, 1, 10 + random.nextInt(900))))) {
                if (Given.succeeds(answer)) {
                    assertThat(failed)
                            .as("an acknowledgement after a failed force")
                            .isFalse();
                    acknowledged.add(acknowledged.size());
                } else {
                    expect(JOURNAL_FAILED, answer);
                    failed = true;
                }
            }
        }
        assertThat(failed).isTrue();
        return acknowledged;
    }

    @Test
    void shortWritesAreContinued() {
        int writes = Rounds.of("short-writes", 20, 2000);
        FileJournal journal = open(Given.config(OnDamage.STOP));
        for (int number = 0; number < writes; number++) {
            disk.inject(Fault.WRITE_IS_SHORT, 5);
            await(journal.append(batch(number, 1, 700)));
            await(journal.release(number / 100 * 100));
        }
        assertThat(journal.end()).isEqualTo(writes);
        assertThat(Given.numbers(reopened(journal))).endsWith(writes - 1).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aFailedWriteLeavesNothingBehind() {
        FileJournal journal = open(Given.config(OnDamage.STOP));
        List<Integer> taken = new ArrayList<>();
        int writes = Rounds.of("failed-writes", 60, 1200);
        for (int number = 0; number < writes; number++) {
            boolean fails = number % 3 == 1;
            disk.inject(Fault.WRITE_FAILS, fails ? 1 : 0);
            Future<Long> answer = journal.append(batch(number, 1, 700));
            if (fails) {
                expect(JOURNAL_FULL, answer);
            } else {
                await(answer);
                taken.add(number);
            }
        }
        expectOnly(taken, journal);
    }

    @Test
    void aFailedWriteThatCannotBeTakenBackIsFinal() {
        FileJournal journal = open(Given.config(OnDamage.STOP));
        await(journal.append(batch(1, 1, 10)));
        disk.inject(Fault.WRITE_FAILS, 1);
        disk.inject(Fault.TRUNCATE_FAILS, 1);
        expect(JOURNAL_FAILED, journal.append(batch(2, 1, 10)));
        expect(JOURNAL_FAILED, journal.append(batch(3, 1, 10)));
        assertThat(Given.numbers(reopened(journal))).containsExactly(1);
    }

    /** Appends thirty batches of 500 bytes and answers which were taken; all others have to be refused as too much. */
    private static List<Integer> appendThirty(FileJournal journal) {
        List<Integer> taken = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            Future<Long> answer = journal.append(batch(number, 2, 500));
            if (Given.succeeds(answer)) {
                taken.add(number);
            } else {
                expect(JOURNAL_FULL, answer);
            }
        }
        assertThat(taken).hasSizeBetween(15, 20);
        return taken;
    }

    private FileJournal open(JournalConfig config) {
        return await(FileJournal.open(vertx, disk, config, fatal::add));
    }

    /** The journal after a power cut that spares what was not forced. */
    private FileJournal reopened(FileJournal journal) {
        await(journal.close());
        return Given.open(vertx, disk);
    }

    private void expectOnly(List<Integer> numbers, FileJournal journal) {
        assertThat(Given.numbers(journal)).isEqualTo(numbers);
        assertThat(Given.numbers(reopened(journal))).isEqualTo(numbers);
    }

    private static void expect(ProblemKind kind, Future<?> answer) {
        assertThat(failure(answer)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().kind()).isEqualTo(kind);
            assertThat(refused.problem().retryAfterSeconds() > 0).isEqualTo(kind == JOURNAL_FULL);
        });
    }
}
