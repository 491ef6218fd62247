package io.heliograph.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.live.LivePayload;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final String PROJECT = "p";

    private long now;
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final LiveFeed feed = new LiveFeed(new LiveConfig(Duration.ofHours(1), 10), 100, () -> now);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whoBeginsWhilePayloadsAreOnTheirWayGetsTheNewestOnce() throws Exception {
        List<String> before = new ArrayList<>();
        List<String> meanwhile = new ArrayList<>();
        onLoop(() -> {
            feed.enter(PROJECT, loop, payload -> before.add(payload.json().toString()));
            feed.collected(PROJECT, at(1));
            feed.collected(PROJECT, at(2));
            // A busy event loop has not pushed them yet.
            feed.enter(PROJECT, loop, payload -> meanwhile.add(payload.json().toString()));
        });
        onLoop(() -> feed.collected(PROJECT, at(3)));
        onLoop(() -> {
            assertThat(before).containsExactly(text(1), text(2), text(3));
            assertThat(meanwhile).containsExactly(text(2), text(3));
        });
    }

    @Test
    void whoBeginsAfterAllHaveLeftGetsTheNewestAtOnce() throws Exception {
        List<String> seen = new ArrayList<>();
        Watcher first = payload -> {};
        onLoop(() -> {
            feed.enter(PROJECT, loop, first);
            feed.collected(PROJECT, at(1));
            feed.leave(PROJECT, first);
            feed.enter(PROJECT, loop, payload -> seen.add(payload.json().toString()));
            assertThat(seen).containsExactly(text(1));
        });
    }

    @Test
    void theFirstWatcherHereGetsAtOnceWhatWasCollectedForThoseElsewhereUnlessItIsOld() throws Exception {
        List<String> seen = new ArrayList<>();
        onLoop(() -> {
            feed.collected(PROJECT, at(1));
            feed.enter(PROJECT, loop, payload -> seen.add(payload.json().toString()));
            feed.collected("q", at(2));
            now += Duration.ofHours(2).toNanos();
            feed.enter("q", loop, payload -> seen.add(payload.json().toString()));
            feed.forget();
            assertThat(seen).containsExactly(text(1));
        });
    }

    private void onLoop(Runnable step) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(there -> {
            try {
                step.run();
                done.complete(null);
            } catch (Throwable wrong) {
                done.completeExceptionally(wrong);
            }
        });
        done.get(30, TimeUnit.SECONDS);
    }

    private static LivePayload at(long second) {
        return new LivePayload(null, null, null, Map.of(), null, Instant.ofEpochSecond(second), null);
    }

    private static String text(long second) {
        return "{\"platforms\":{},\"timestamp\":\"1970-01-01T00:00:0" + second + "Z\"}";
    }
}
