package io.heliograph.bridge.feed;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether another node has said lately that somebody watches there. Belongs to one context. */
final class Interest {
    static final long SAY_AGAIN_MS = 2_000;

    private static final long LASTS = TimeUnit.MILLISECONDS.toNanos(3 * SAY_AGAIN_MS);

    private final LongSupplier nanos;
    private long heardAt;
    private boolean heard;

    Interest(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void hear() {
        heard = true;
        heardAt = nanos.getAsLong();
    }

    boolean lasts() {
        return heard && nanos.getAsLong() - heardAt < LASTS;
    }
}
