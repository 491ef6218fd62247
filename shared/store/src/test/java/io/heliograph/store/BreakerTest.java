package io.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.Breaker.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The rule that is checked: failures of the last minute count, those within two seconds once; a success forgets them in
 * HALF_OPEN only.
 */
class BreakerTest {
    private static final ConnectException AWAY = new ConnectException("refused");

    private final AtomicInteger asked = new AtomicInteger();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
    private final Breaker breaker = new Breaker(Breaker.Config.DEFAULT, () -> now);

    @Test
    void fiveFailuresOpenItAndThenNobodyIsKeptWaiting() {
        failures(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.trouble()).isNull();
        failures(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(12);

        Problem refusal = refusal(call(Future.succeededFuture()));

        assertThat(asked).hasValue(5);
        assertThat(refusal.kind()).isEqualTo(ProblemKind.DATABASE_UNAVAILABLE);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(18);
        assertThat(refusal.detail())
                .isEqualTo("Circuit breaker is open: the database is tried again in 18 s.")
                .isEqualTo(breaker.trouble());
    }

    @Test
    void failuresThatComeTogetherCountOnce() {
        for (int i = 0; i < 100; i++) {
            call(Future.failedFuture(AWAY));
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        failures(4);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aSuccessForgetsNothingWhileItIsClosed() {
        failures(4);
        call(Future.succeededFuture());
        failures(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void failuresAreForgottenAfterAMinute() {
        failures(4);
        pass(58);
        failures(3);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void afterItsTimeItLetsOneCallThroughWhoseSuccessClosesItAndZeroes() {
        failures(5);
        pass(30);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        Promise<Void> trial = Promise.promise();
        Future<Void> first = call(trial.future());
        assertThat(refusal(call(Future.succeededFuture())).detail()).startsWith("Circuit breaker is open");
        assertThat(asked).hasValue(6);

        trial.complete();

        assertThat(first.succeeded()).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        failures(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.entered(State.OPEN)).isEqualTo(1);
        assertThat(breaker.entered(State.HALF_OPEN)).isEqualTo(1);
        assertThat(breaker.entered(State.CLOSED)).isEqualTo(1);
    }

    @Test
    void aTrialThatFailsOpensItForItsWholeTimeAgain() {
        failures(5);
        pass(30);
        call(Future.failedFuture(AWAY));
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(29);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(1);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void aTrialThatNeverReachedTheServerLeavesItsPlaceToTheNext() {
        failures(5);
        pass(30);
        call(Future.failedFuture(new ConnectionPoolTooBusyException("full")));
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        call(Future.succeededFuture());
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aTrialThatThrowsLeavesItsPlaceToo() {
        failures(5);
        pass(30);
        breaker.run(() -> {
            throw new IllegalStateException("a fault of ours");
        });
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whatTheServerRefusesIsAnAnswer() {
        for (int i = 0; i < 10; i++) {
            pass(2);
            call(Future.failedFuture(new PgException("duplicate key", "ERROR", "23505", "")));
            call(Future.failedFuture(new CursorMoved("moved")));
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aTimeoutCountsUnlessOthersWereAnsweredMeanwhile() {
        for (int i = 0; i < 10; i++) {
            Promise<Void> slow = Promise.promise();
            call(slow.future());
            pass(5);
            call(Future.succeededFuture());
            slow.fail(new TimeoutException());
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        for (int i = 0; i < 5; i++) {
            Promise<Void> hung = Promise.promise();
            call(hung.future());
            pass(5);
            hung.fail(new TimeoutException());
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatBeganBeforeTheLastChangeCountsForNothing() {
        Promise<Void> early = Promise.promise();
        Promise<Void> earlyToo = Promise.promise();
        call(early.future());
        call(earlyToo.future());
        failures(5);
        early.complete();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        pass(30);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        earlyToo.fail(AWAY);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void aServerThatWasStartedAgainIsTriedAtOnce() {
        failures(5);
        breaker.tryNow();
        Promise<Void> trialOfTheOldServer = Promise.promise();
        call(trialOfTheOldServer.future());
        breaker.tryNow();
        trialOfTheOldServer.fail(AWAY);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        call(Future.succeededFuture());
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    /** So many failures that count, each two seconds after the one before. */
    private void failures(int many) {
        for (int i = 0; i < many; i++) {
            pass(2);
            call(Future.failedFuture(AWAY));
        }
    }

    private <T> Future<T> call(Future<T> work) {
        return breaker.run(() -> {
            asked.incrementAndGet();
            return work;
        });
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static Problem refusal(Future<?> call) {
        assertThat(call.cause()).isInstanceOf(Refused.class);
        return ((Refused) call.cause()).problem();
    }
}
