package io.heliograph.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.bus.Topics.LiveWanted;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private final Watched watched = new Watched(100);

    @Test
    void whatNodesSayIsAddedUpByProject() {
        watched.hear(new LiveWanted("a", Map.of("one", 2, "two", 1)), 0);
        watched.hear(new LiveWanted("b", Map.of("one", 3)), 0);
        assertThat(watched.projects()).containsExactlyInAnyOrder("one", "two");
        assertThat(watched.watchers("one")).isEqualTo(5);
        assertThat(watched.watchers("three")).isZero();
    }

    @Test
    void whatANodeSaysLastCounts() {
        watched.hear(new LiveWanted("a", Map.of("one", 2)), 0);
        watched.hear(new LiveWanted("a", Map.of("two", 1)), 1);
        assertThat(watched.projects()).containsExactly("two");
        watched.hear(new LiveWanted("a", Map.of()), 2);
        assertThat(watched.projects()).isEmpty();
    }

    @Test
    void aNodeThatSaysNothingForLongIsForgotten() {
        watched.hear(new LiveWanted("a", Map.of("one", 2)), 0);
        watched.hear(new LiveWanted("b", Map.of("one", 3)), 60);
        watched.forget(100);
        assertThat(watched.watchers("one")).isEqualTo(5);
        watched.forget(101);
        assertThat(watched.watchers("one")).isEqualTo(3);
        watched.forget(161);
        assertThat(watched.projects()).isEmpty();
    }
}
