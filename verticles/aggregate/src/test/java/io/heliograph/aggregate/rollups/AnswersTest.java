package io.heliograph.aggregate.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.aggregate.AnswerFigures;
import io.heliograph.aggregate.AnswersConfig;
import io.heliograph.aggregate.rollups.Answers.Question;
import io.heliograph.contracts.metrics.MetricRange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final AnswerFigures figures = new AnswerFigures();
    private long nanos = TimeUnit.DAYS.toNanos(-1);
    private Answers answers = answers(3);

    @Test
    void theSameQuestionIsAnsweredFromMemoryForSoLong() {
        Future<MetricRange> first = ask("a", 0, 60);
        assertThat(ask("a", 0, 60)).isSameAs(first);
        assertThat(ask("a", 0, 120)).isNotSameAs(first);
        assertThat(ask("b", 0, 60)).isNotSameAs(first);
        assertThat(figures.hits()).isEqualTo(1);
        assertThat(figures.misses()).isEqualTo(3);
        assertThat(figures.held()).isEqualTo(3);

        nanos += TimeUnit.SECONDS.toNanos(299);
        assertThat(ask("a", 0, 60)).isSameAs(first);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(ask("a", 0, 60)).isNotSameAs(first);
    }

    @Test
    void anEventThatMayBeInItEndsIt() {
        Future<MetricRange> old = ask("a", 0, 60);
        Future<MetricRange> young = ask("a", 60, 120);
        answers.stored(120);
        assertThat(ask("a", 60, 120)).isSameAs(young);
        answers.stored(60);
        assertThat(ask("a", 0, 60)).isSameAs(old);
        assertThat(ask("a", 60, 120)).isNotSameAs(young);
        answers.stored(-1_000);
        assertThat(ask("a", 0, 60)).isNotSameAs(old);
    }

    @Test
    void whatIsStillUnderWayWhenAnEventIsStoredIsForThoseOnlyWhoAskedBefore() {
        Promise<MetricRange> slow = Promise.promise();
        Question question = new Question("p", "a", null, 0, 60, 60);
        assertThat(answers.get(question, slow::future)).isSameAs(slow.future());
        answers.stored(30);
        slow.complete(range());
        assertThat(ask("a", 0, 60)).isNotSameAs(slow.future());
    }

    @Test
    void theLongestUnusedGoesFirstAndFailuresAreNotRemembered() {
        Future<MetricRange> a = ask("a", 0, 60);
        Future<MetricRange> b = ask("b", 0, 60);
        ask("c", 0, 60);
        ask("a", 0, 60);
        ask("d", 0, 60);
        assertThat(figures.held()).isEqualTo(3);
        assertThat(ask("a", 0, 60)).isSameAs(a);
        assertThat(ask("b", 0, 60)).isNotSameAs(b);

        Question question = new Question("p", "e", null, 0, 60, 60);
        answers.get(question, () -> Future.failedFuture("gone"));
        assertThat(answers.get(question, () -> Future.succeededFuture(range())).succeeded())
                .isTrue();
    }

    @Test
    void withNoRoomNothingIsRemembered() {
        answers = answers(0);
        assertThat(ask("a", 0, 60)).isNotSameAs(ask("a", 0, 60));
        assertThat(figures.hits()).isZero();
    }

    private Answers answers(int most) {
        return new Answers(new AnswersConfig(most, Duration.ofMinutes(5)), figures, () -> nanos);
    }

    private Future<MetricRange> ask(String type, long begin, long end) {
        return answers.get(new Question("p", type, null, begin, end, 60), () -> Future.succeededFuture(range()));
    }

    private static MetricRange range() {
        return new MetricRange("t", null, Instant.EPOCH, Instant.EPOCH, 60, "minute", 0.01, List.of());
    }
}
