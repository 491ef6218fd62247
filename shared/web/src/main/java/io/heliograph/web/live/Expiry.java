package io.heliograph.web.live;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Ends what a caller keeps open when the credential that opened it expires or is revoked, and when the node stops. Used on the
 * context that made it.
 */
public final class Expiry {
    private static final Problem EXPIRED =
            Problem.of(ProblemKind.UNAUTHENTICATED, "The credential has expired; come again with a newer one.");
    private static final Problem REVOKED =
            Problem.of(ProblemKind.UNAUTHENTICATED, "The key was revoked; come again with another one.");
    private static final Problem STOPPING =
            Problem.of(ProblemKind.NOT_SERVED, "The hub stops; connect again.").retryAfter(1);

    private final Vertx vertx;
    private final Context context;
    private final Expiries open;
    private final Consumer<Problem> end;
    private String subject;
    private long timer = -1;

    /** {@code end} is told why, on this context. */
    public Expiry(Vertx vertx, Expiries open, Consumer<Problem> end) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.open = open;
        this.end = end;
    }

    /** Counts on from the caller's credential, which may be a newer one; null is nobody yet. */
    public void of(Caller caller) {
        cancel();
        subject = caller != null && caller.credential() != null ? caller.subject() : Expiries.NOBODY;
        open.add(subject, this);
        if (caller != null && caller.expires() != null) {
            long left = open.clock().instant().until(caller.expires(), ChronoUnit.MILLIS);
            timer = vertx.setTimer(Math.max(1, left), due -> end.accept(EXPIRED));
        }
    }

    public void cancel() {
        vertx.cancelTimer(timer);
        if (subject != null) {
            open.remove(subject, this);
            subject = null;
        }
    }

    /** Comes from any thread, and perhaps after another caller or the end. */
    void revoked(String whose) {
        context.runOnContext(now -> {
            if (whose.equals(subject)) {
                end.accept(REVOKED);
            }
        });
    }

    /** Comes from any thread, and perhaps after the end. */
    void stopping() {
        context.runOnContext(now -> {
            if (subject != null) {
                end.accept(STOPPING);
            }
        });
    }
}
