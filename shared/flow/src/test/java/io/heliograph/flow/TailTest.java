package io.heliograph.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TailTest {
    private final NumberLog log = new NumberLog();
    private final List<List<Long>> taken = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Future<Void> answer = Future.succeededFuture();

    private final Tail<Long> tail = new Tail<>(
            0,
            log::readAfter,
            (from, batch) -> {
                assertThat(batch.get(0)).isEqualTo(from);
                taken.add(batch);
                return answer;
            },
            number -> number + 1,
            cause -> failures.add(cause.getMessage()));

    @Test
    void itGoesOnUntilTheLogIsEmpty() {
        log.grow(7);
        tail.wake();
        assertThat(taken).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L), List.of(6L));
        assertThat(tail.cursor()).isEqualTo(7);
    }

    @Test
    void aLostWakeUpIsMadeUpForByTheNextOne() {
        tail.wake();
        log.grow(1);
        assertThat(taken).isEmpty();
        log.grow(1);
        tail.wake();
        assertThat(taken).containsExactly(List.of(0L, 1L));
    }

    @Test
    void aDoubledWakeUpTakesNothingTwice() {
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        log.grow(2);
        tail.wake();
        tail.wake();
        tail.wake();
        assertThat(taken).containsExactly(List.of(0L, 1L));
        assertThat(tail.cursor()).isZero();
        slow.complete();
        tail.wake();
        assertThat(taken).hasSize(1);
        assertThat(tail.cursor()).isEqualTo(2);
    }

    @Test
    void aWakeUpDuringAReadThatFindsNothingIsNotLost() {
        Promise<List<Long>> reading = log.holdNextRead();
        tail.wake();
        log.grow(1);
        tail.wake();
        reading.complete(List.of());
        assertThat(taken).containsExactly(List.of(0L));
    }

    @Test
    void aStepThatFailsLeavesTheCursorAndIsRepeatedWithTheSameBatch() {
        log.grow(2);
        answer = Future.failedFuture("no room");
        tail.wake();
        assertThat(tail.cursor()).isZero();
        assertThat(failures).containsExactly("no room");
        answer = Future.succeededFuture();
        tail.wake();
        assertThat(taken).containsExactly(List.of(0L, 1L), List.of(0L, 1L));
        assertThat(tail.cursor()).isEqualTo(2);
    }

    @Test
    void aFailureIsNotTriedAgainBeforeSomebodySaysSo() {
        log.grow(2);
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        tail.wake();
        tail.wake();
        slow.fail("no room");
        assertThat(taken).hasSize(1);
        assertThat(failures).hasSize(1);
    }

    @Test
    void aSourceOrSinkThatThrowsIsAStepThatFailed() {
        log.grow(1);
        log.throwOnNextRead("unreadable");
        tail.wake();
        assertThat(failures).containsExactly("unreadable");
        tail.wake();
        assertThat(tail.cursor()).isEqualTo(1);
    }

    @Test
    void aTailThatIsStoppedEndsItsStepAndStartsNone() {
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        log.grow(5);
        tail.wake();
        tail.stop();
        slow.complete();
        tail.wake();
        assertThat(taken).hasSize(1);
        assertThat(tail.cursor()).isEqualTo(3);
    }

    @Test
    void aTailThatWasMovedGoesOnFromThere() {
        log.grow(10);
        answer = Future.failedFuture("somebody else was faster");
        tail.wake();
        answer = Future.succeededFuture();
        tail.moveTo(8);
        tail.wake();
        assertThat(taken).containsExactly(List.of(0L, 1L, 2L), List.of(8L, 9L));
    }

    @Test
    void aHundredThousandStepsThatAreDoneAtOnceDoNotOverflowTheStack() {
        log.pageSize(1).grow(100_000);
        tail.wake();
        assertThat(tail.cursor()).isEqualTo(100_000);
    }

    @Test
    void theSameHoldsOnTheContextOfAVerticle() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Promise<Long> end = Promise.promise();
            vertx.runOnContext(go -> {
                log.pageSize(1).grow(100_000);
                answer = vertx.getOrCreateContext().executeBlocking(() -> null);
                answer.onComplete(ready -> tail.wake());
                vertx.setPeriodic(5, look -> {
                    if (tail.cursor() == 100_000) {
                        end.tryComplete(tail.cursor());
                    }
                });
            });
            assertThat(end.future().await(20, TimeUnit.SECONDS)).isEqualTo(100_000);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
