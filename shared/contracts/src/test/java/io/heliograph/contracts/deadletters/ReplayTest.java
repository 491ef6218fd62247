package io.heliograph.contracts.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heliograph.contracts.problems.Refused;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final List<Long> TOO_MANY =
            LongStream.rangeClosed(1, 1_001).boxed().toList();

    @Test
    void exactlyOneChoiceSaysWhatToReplay() {
        refused("ids", () -> new Replay(null, null, null, null, null));
        refused("ids", () -> new Replay(null, null, false, null, null));
        refused("ids", () -> new Replay(List.of(1L), "23514", null, null, null));
        refused("ids", () -> new Replay(null, "23514", true, null, null));
        assertThat(new Replay(null, "23514", false, null, null).limit()).isEqualTo(100);
        assertThat(new Replay(null, null, true, null, 1_000).limit()).isEqualTo(1_000);
    }

    @Test
    void thoseNamedAreAllTriedEachOnce() {
        Replay replay = new Replay(List.of(7L, 9L, 7L), null, null, null, null);
        assertThat(replay.ids()).containsExactly(7L, 9L);
        assertThat(replay.limit()).isEqualTo(2);
    }

    @Test
    void whatOneCallTakesIsBounded() {
        refused("limit", () -> new Replay(null, null, true, null, 0));
        refused("limit", () -> new Replay(null, null, true, null, 1_001));
        refused("ids", () -> new Replay(List.of(), null, null, null, null));
        refused("ids", () -> new Replay(TOO_MANY, null, null, null, null));
        refused("ids", () -> new Replay(Collections.singletonList(null), null, null, null, null));
        refused("ids", () -> new Deletion(null));
        refused("ids", () -> new Deletion(TOO_MANY));
        refused("ids", () -> new Deletion(Arrays.asList(1L, null)));
        refused("sqlstate", () -> new DeadLetterQuery("", null, null, null));
        refused("limit", () -> new DeadLetterQuery(null, null, null, 1_001));
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo(field)));
    }
}
