package io.heliograph.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final DrainConfig CONFIG =
            new DrainConfig(1_000, 100_000, Duration.ofHours(1), 25, Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final Vertx vertx = Vertx.vertx();
    private final Pace backlog = pace();
    private final Pace newest = pace();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void underLoadFewEventsWaitAndAFullBatchDoesNot() {
        backlog.began(1_000_000, 5_000_000);
        assertThat(backlog.waitsFor(999)).isTrue();
        assertThat(backlog.waitsFor(1_000)).isFalse();
    }

    /** The backlog begins one full transaction behind the other, which must not put off those of the newest each time. */
    @Test
    void theNewestDoNotWaitForThePaceOfTheBacklog() {
        backlog.began(1_000_000, 5_000_000);
        assertThat(newest.waitsFor(1)).isFalse();
    }

    private Pace pace() {
        return new Pace(vertx, CONFIG, new GiveWay(), () -> {});
    }
}
