package io.heliograph.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    @Test
    void workBeginsWhenAllThatCameBeforeItHasEnded() {
        Promise<String> first = work("first");
        Promise<String> second = work("second");
        work("third");
        assertThat(begun).containsExactly("first");
        first.complete("done");
        assertThat(begun).containsExactly("first", "second");
        second.fail("not done");
        assertThat(begun).containsExactly("first", "second", "third");
    }

    @Test
    void everybodyGetsTheirOwnResult() {
        Future<String> failed = turns.take(() -> Future.failedFuture("no"));
        Future<String> done = turns.take(() -> Future.succeededFuture("yes"));
        assertThat(failed.failed()).isTrue();
        assertThat(done.result()).isEqualTo("yes");
    }

    private Promise<String> work(String name) {
        Promise<String> end = Promise.promise();
        turns.take(() -> {
            begun.add(name);
            return end.future();
        });
        return end;
    }
}
