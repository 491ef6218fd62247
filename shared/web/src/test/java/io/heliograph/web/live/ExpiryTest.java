package io.heliograph.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final CompletableFuture<Instant> ended = new CompletableFuture<>();
    private final Expiry expiry = new Expiry(vertx, now::get, () -> ended.complete(now.get()));

    @AfterEach
    void close() {
        vertx.close();
    }

    /** S21: the time that was left is counted by a clock that nobody sets. */
    @Test
    void aClockThatIsSetBackProlongsNothing() throws Exception {
        expiry.of(caller(NOON.plusMillis(200)));
        now.set(NOON.minus(Duration.ofDays(1)));
        assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(NOON.minus(Duration.ofDays(1)));
    }

    @Test
    void whatHasExpiredEndsAtOnce() throws Exception {
        expiry.of(caller(NOON.minus(Duration.ofDays(1))));
        ended.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aNewerCredentialCountsFromItsOwnEnd() throws Exception {
        expiry.of(caller(NOON.plusMillis(300)));
        expiry.of(caller(NOON.plus(Duration.ofHours(1))));
        CompletableFuture<Void> later = new CompletableFuture<>();
        vertx.setTimer(600, due -> later.complete(null));
        later.get(30, TimeUnit.SECONDS);
        assertThat(ended).isNotDone();
        expiry.of(caller(NOON));
        ended.get(30, TimeUnit.SECONDS);
    }

    private static Caller caller(Instant expires) {
        return new Caller("s", "p", Set.of(), expires, null);
    }
}
