package io.heliograph.web.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The same rate for each of many, such as the agents that send messages; the longest silent are forgotten at the bound. */
public final class KeyedRates {
    private final long perSecond;
    private final double burstSeconds;
    private final LongSupplier nanos;
    private final Map<String, TokenBucket> buckets;

    public KeyedRates(long perSecond, double burstSeconds, int most, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burstSeconds = burstSeconds;
        this.nanos = nanos;
        buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes one and says 0, or takes none and says for how many nanoseconds there is none. */
    public synchronized long take(String key) {
        long now = nanos.getAsLong();
        TokenBucket bucket = buckets.computeIfAbsent(key, fresh -> new TokenBucket(perSecond, burstSeconds, now));
        long wait = bucket.nanosUntilOpen(now);
        if (wait == 0) {
            bucket.take(1);
        }
        return wait;
    }
}
