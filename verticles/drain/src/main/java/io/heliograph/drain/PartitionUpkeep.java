package io.heliograph.drain;

import io.heliograph.store.Leases;
import io.heliograph.store.events.Partitions;
import io.vertx.core.Future;
import java.time.Duration;

/** Makes the partitions of the coming days, on one node of the cluster at a time. */
public final class PartitionUpkeep {
    static final long EVERY_MS = Duration.ofHours(1).toMillis();

    private static final String LEASE = "partitions";
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final Partitions partitions;
    private final Leases leases;
    private final String owner;

    public PartitionUpkeep(Partitions partitions, Leases leases, String owner) {
        this.partitions = partitions;
        this.leases = leases;
        this.owner = owner;
    }

    /** Does the work unless another node holds it; a look that fails is made up for by the next one. */
    Future<Void> look() {
        return leases.acquire(LEASE, owner, HOLD)
                .compose(lease -> lease.isEmpty()
                        ? Future.succeededFuture()
                        : partitions.ahead().eventually(() -> leases.release(lease.get())))
                .otherwiseEmpty();
    }
}
