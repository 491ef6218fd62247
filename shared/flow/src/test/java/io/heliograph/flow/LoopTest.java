package io.heliograph.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final int MANY = 100_000;

    private int steps;

    @Test
    void howeverManyStepsThereAreTheEndIsHeardOf() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Promise<Void> over = Promise.promise();
            vertx.runOnContext(start -> Loop.whileMore(() -> later(vertx).map(done -> ++steps < MANY))
                    .onComplete(over));
            over.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        assertThat(steps).isEqualTo(MANY);
    }

    @Test
    void stepsThatAreDoneAtOnceNeedNoStackEither() {
        Future<Void> over = Loop.whileMore(() -> Future.succeededFuture(++steps < MANY));
        assertThat(over.succeeded()).isTrue();
        assertThat(steps).isEqualTo(MANY);
    }

    @Test
    void theFirstFailureEndsItWhetherItIsToldOrThrown() {
        Future<Void> told =
                Loop.whileMore(() -> ++steps < 3 ? Future.succeededFuture(true) : Future.failedFuture("told"));
        assertThat(told.cause()).hasMessage("told");
        Future<Void> thrown = Loop.whileMore(() -> {
            throw new IllegalStateException("thrown");
        });
        assertThat(thrown.cause()).hasMessage("thrown");
        assertThat(steps).isEqualTo(3);
    }

    private static Future<Void> later(Vertx vertx) {
        Promise<Void> promise = Promise.promise();
        vertx.runOnContext(now -> promise.complete());
        return promise.future();
    }
}
