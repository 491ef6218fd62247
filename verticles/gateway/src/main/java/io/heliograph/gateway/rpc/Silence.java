package io.heliograph.gateway.rpc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** For how long a client was not heard of, or took nothing of what waits for it, and how much longer it may go on so. */
final class Silence {
    private final long most;
    private final LongSupplier nanos;
    private long heardAt;
    private long takenAt;
    private long written = -1;

    Silence(Duration most, LongSupplier nanos) {
        this.most = most.toNanos();
        this.nanos = nanos;
        heardAt = nanos.getAsLong();
        takenAt = heardAt;
    }

    void heard() {
        heardAt = nanos.getAsLong();
    }

    /** So much waits for the client, and so much was written to it so far. */
    void took(long waiting, long writtenNow) {
        if (waiting == 0 || writtenNow != written) {
            takenAt = nanos.getAsLong();
            written = writtenNow;
        }
    }

    boolean tookNothing() {
        return nanos.getAsLong() - takenAt >= most;
    }

    /** When to look again; 0 once it was too long. */
    long leftMs() {
        long now = nanos.getAsLong();
        long left = most - Math.max(now - heardAt, now - takenAt);
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }
}
