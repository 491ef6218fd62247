package io.heliograph.web.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The same rate for each of many, such as the agents that send messages; the longest silent are forgotten at the bound. */
public final class KeyedRates {
    private final TokenBucket bucket;
    private final LongSupplier nanos;
    private final Map<String, Level> levels;

    private record Level(double level, long filledAt) {}

    public KeyedRates(long perSecond, double burstSeconds, int most, LongSupplier nanos) {
        bucket = TokenBucket.of(perSecond, burstSeconds);
        this.nanos = nanos;
        levels = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes one and says 0, or takes none and says for how many nanoseconds there is none. */
    public synchronized long take(String key) {
        long now = nanos.getAsLong();
        Level before = levels.get(key);
        double level = before == null ? bucket.most() : bucket.fill(before.level(), now - before.filledAt());
        long wait = bucket.nanosUntilOpen(level);
        levels.put(key, new Level(wait == 0 ? level - 1 : level, now));
        return wait;
    }
}
