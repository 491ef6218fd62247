package io.heliograph.web.live;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Ends what a caller keeps open when the credential that opened it expires. */
public final class Expiry {
    /** What the caller is told. */
    public static final Problem PROBLEM =
            Problem.of(ProblemKind.UNAUTHENTICATED, "The credential has expired; come again with a newer one.");

    private final Vertx vertx;
    private final InstantSource clock;
    private final Runnable end;
    private long timer = -1;

    public Expiry(Vertx vertx, InstantSource clock, Runnable end) {
        this.vertx = vertx;
        this.clock = clock;
        this.end = end;
    }

    /** Counts on from the caller's credential, which may be a newer one; null is nobody yet. */
    public void of(Caller caller) {
        cancel();
        if (caller != null && caller.expires() != null) {
            long left = clock.instant().until(caller.expires(), ChronoUnit.MILLIS);
            timer = vertx.setTimer(Math.max(1, left), due -> end.run());
        }
    }

    public void cancel() {
        vertx.cancelTimer(timer);
    }
}
