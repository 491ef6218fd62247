package io.heliograph.acp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private final List<List<String>> written = new ArrayList<>();
    private final List<Promise<List<Integer>>> answers = new ArrayList<>();
    private final Batcher<String, Integer> batcher = new Batcher<>(3, 10, String::length, items -> {
        written.add(items);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    });

    @Test
    void theFirstGoesAtOnceAndWhatComesMeanwhileGoesTogetherInItsOrder() {
        Future<Integer> first = batcher.add("a");
        List<Future<Integer>> others =
                IntStream.range(0, 4).mapToObj(i -> batcher.add("b" + i)).toList();
        assertThat(written).containsExactly(List.of("a"));
        answers.get(0).complete(List.of(7));
        assertThat(first.result()).isEqualTo(7);
        assertThat(written).last().isEqualTo(List.of("b0", "b1", "b2"));
        assertThat(others).noneMatch(Future::isComplete);
        answers.get(1).complete(List.of(0, 1, 2));
        assertThat(others.get(2).result()).isEqualTo(2);
        assertThat(written).last().isEqualTo(List.of("b3"));
        answers.get(2).complete(List.of(3));
        batcher.add("c");
        assertThat(written).last().isEqualTo(List.of("c"));
    }

    @Test
    void whatIsHeavyGoesWithLessAndWhatIsTooHeavyAlone() {
        batcher.add("first");
        batcher.add("123456");
        batcher.add("12345");
        batcher.add("x".repeat(100));
        for (int i = 0; i < 3; i++) {
            answers.get(i).complete(List.of(1));
        }
        assertThat(written)
                .containsExactly(List.of("first"), List.of("123456"), List.of("12345"), List.of("x".repeat(100)));
    }

    @Test
    void whoWasInAStatementThatFailedIsToldAndTheOthersGoOn() {
        Future<Integer> first = batcher.add("a");
        Future<Integer> second = batcher.add("b");
        answers.get(0).fail("away");
        assertThat(first.failed()).isTrue();
        answers.get(1).complete(List.of(2));
        assertThat(second.result()).isEqualTo(2);
    }
}
