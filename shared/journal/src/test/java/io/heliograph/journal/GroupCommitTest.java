package io.heliograph.journal;

import static io.heliograph.journal.Given.await;
import static io.heliograph.journal.Given.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.journal.JournalConfig.OnDamage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many callers share a force, and each is answered where it asked. */
final class GroupCommitTest {
    private static final int CALLERS = 16;
    private static final int EACH = 50;

    private final CrashingDisk disk = new CrashingDisk();
    private Vertx vertx;
    private FileJournal journal;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        JournalConfig config = new JournalConfig(1 << 16, 2, 16 << 20, 0, 4 << 20, Duration.ofMillis(1), OnDamage.STOP);
        journal = await(FileJournal.open(vertx, disk, config, fatal -> {}));
    }

    @AfterEach
    void close() {
        await(journal.close());
        await(vertx.close());
    }

    @Test
    void appendsOfManyEventLoopsShareForcesAndAreAllThere() {
        Set<Integer> wrongThread = ConcurrentHashMap.newKeySet();
        int before = disk.forces();
        List<Future<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = caller * EACH;
            Promise<Void> done = Promise.promise();
            vertx.deployVerticle(new Caller(first, wrongThread, done));
            callers.add(done.future());
        }
        callers.forEach(Given::await);

        assertThat(wrongThread).isEmpty();
        assertThat(disk.forces() - before).isBetween(1, CALLERS * EACH - 1);
        assertThat(Given.numbers(journal))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CALLERS * EACH).boxed().toList());
    }

    /** Appends batch after batch from an event loop of its own, each after the answer to the one before. */
    private final class Caller extends VerticleBase {
        private final int first;
        private final Set<Integer> wrongThread;
        private final Promise<Void> done;
        private Context own;

        Caller(int first, Set<Integer> wrongThread, Promise<Void> done) {
            this.first = first;
            this.wrongThread = wrongThread;
            this.done = done;
        }

        @Override
        public Future<?> start() {
            own = vertx.getOrCreateContext();
            next(first);
            return Future.succeededFuture();
        }

        private void next(int number) {
            if (number == first + EACH) {
                done.complete();
                return;
            }
            journal.append(batch(number, 1, 200)).onComplete(answer -> {
                if (Vertx.currentContext() != own || answer.failed()) {
                    wrongThread.add(number);
                }
                next(number + 1);
            });
        }
    }

    @Test
    void whatWaitsWhileTheDiskIsBusyTakesOneForce() {
        disk.hold();
        Future<Long> first = journal.append(batch(0, 1, 100));
        disk.awaitHeld();
        List<Future<Long>> others = IntStream.range(1, 100)
                .mapToObj(number -> journal.append(batch(number, 1, 100)))
                .toList();
        int before = disk.forces();
        disk.letGo();
        await(first);
        others.forEach(Given::await);
        assertThat(disk.forces() - before).isEqualTo(2);
        assertThat(others)
                .extracting(Future::result)
                .isEqualTo(IntStream.rangeClosed(2, 100).mapToObj(Long::valueOf).toList());
    }

    @Test
    void readersGoOnWhileTheWriterWaitsForTheDisk() {
        for (int number = 0; number < 2000; number++) {
            journal.append(batch(number, 1, 200));
        }
        await(journal.append(batch(2000, 1, 200)));
        disk.hold();
        Future<Long> stuck = journal.append(batch(2001, 1, 200));
        disk.awaitHeld();
        assertThat(Given.numbers(journal)).hasSize(2001);
        assertThat(stuck.isComplete()).as("not before its force").isFalse();
        disk.letGo();
        await(stuck);
    }

    @Test
    void readersSeeNothingThatIsNotDurable() {
        disk.hold();
        Future<Long> first = journal.append(batch(0, 1, 100));
        disk.awaitHeld();
        assertThat(journal.end()).isZero();
        assertThat(Given.readAll(journal)).isEmpty();
        disk.letGo();
        await(first);
        assertThat(journal.end()).isEqualTo(1);
        assertThat(Given.numbers(journal)).containsExactly(0);
    }

    @Test
    void closingAnswersEverythingThatWaits() {
        List<Future<Long>> answers = IntStream.range(0, 100)
                .mapToObj(number -> journal.append(batch(number, 1, 100)))
                .toList();
        await(journal.close());
        answers.forEach(answer -> assertThat(answer.isComplete()).isTrue());
    }
}
