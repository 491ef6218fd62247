package io.heliograph.agents.run;

import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.flow.Backoff;
import io.heliograph.store.agents.AgentKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what one agent measures to the intake. Whoever hands in a batch waits with the next one until this is taken. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int TRIES_AFTER_THE_END = 10;

    private final Vertx vertx;
    private final AgentKey agent;
    private final Telemetry telemetry;
    private final LogLines log;
    private int underWay;
    private boolean over;

    Delivery(Vertx vertx, AgentKey agent, Telemetry telemetry, LogLines log) {
        this.vertx = vertx;
        this.agent = agent;
        this.telemetry = telemetry;
        this.log = log;
    }

    boolean isIdle() {
        return underWay == 0;
    }

    /** The agent has ended: a hub that goes on refusing gets a few more tries. */
    void over() {
        over = true;
    }

    /** Completes once the lines are taken, or cannot be. */
    Future<Void> deliver(Buffer lines) {
        underWay++;
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), ThreadLocalRandom.current());
        return attempt(lines, backoff).onComplete(taken -> underWay--);
    }

    private Future<Void> attempt(Buffer lines, Backoff backoff) {
        return Future.succeededFuture(lines)
                .compose(all -> telemetry.take(agent, all))
                .onSuccess(this::sayWhatWasRejected)
                .<Void>mapEmpty()
                .recover(failure -> again(lines, backoff, failure));
    }

    private Future<Void> again(Buffer lines, Backoff backoff, Throwable failure) {
        boolean refused = failure instanceof Refused;
        boolean mayPass = refused && ((Refused) failure).problem().kind().retryable();
        if (!mayPass || over && backoff.failures() >= TRIES_AFTER_THE_END) {
            LOG.warn(
                    "{} bytes of agent {} are lost: {}",
                    lines.length(),
                    agent,
                    failure.getMessage(),
                    refused ? null : failure);
            return Future.succeededFuture();
        }
        return vertx.timer(Math.max(1, backoff.next()), TimeUnit.MILLISECONDS)
                .compose(passed -> attempt(lines, backoff));
    }

    private void sayWhatWasRejected(IngestReceipt receipt) {
        if (!receipt.rejected().isEmpty()) {
            log.say(receipt.rejected().size() + " of its lines are no events: "
                    + receipt.rejected().get(0).detail());
        }
    }
}
