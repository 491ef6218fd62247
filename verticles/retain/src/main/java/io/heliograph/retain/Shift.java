package io.heliograph.retain;

import io.heliograph.store.Leases;
import io.heliograph.store.Leases.Lease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/** Work that one node of the cluster does at a time, for as long as it can show that it is alive. */
final class Shift {
    private static final String LEASE = "maintenance";
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final long RENEW_MS = 2_500;

    private final Vertx vertx;
    private final Leases leases;
    private final String node;

    Shift(Vertx vertx, Leases leases, String node) {
        this.vertx = vertx;
        this.leases = leases;
        this.node = node;
    }

    /** What whoever works has to ask between two steps. */
    static final class Turn {
        private boolean lost;

        /** Whether the work is this node's still. */
        boolean isMine() {
            return !lost;
        }
    }

    /** Does the work unless another node is at it. */
    Future<Void> take(Function<Turn, Future<Void>> work) {
        return leases.acquire(LEASE, node, HOLD)
                .compose(lease -> lease.isEmpty() ? Future.succeededFuture() : hold(lease.get(), work));
    }

    private Future<Void> hold(Lease lease, Function<Turn, Future<Void>> work) {
        Turn turn = new Turn();
        long timer = vertx.setPeriodic(
                RENEW_MS,
                tick -> leases.renew(lease, HOLD).onSuccess(held -> {
                    if (!held) {
                        turn.lost = true;
                    }
                }));
        return Future.succeededFuture(turn)
                .compose(work)
                .onComplete(done -> vertx.cancelTimer(timer))
                .eventually(() -> leases.release(lease));
    }
}
