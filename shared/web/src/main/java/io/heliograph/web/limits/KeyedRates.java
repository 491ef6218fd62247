package io.heliograph.web.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The same rate for each of many, such as the agents that send messages; the longest silent are forgotten at the bound. */
public final class KeyedRates {
    private final TokenBucket bucket;
    private final LongSupplier nanos;
    private final Map<String, Level> levels;

    /** What one of them has saved up. */
    private static final class Level {
        private double held;
        private long filledAt;
    }

    public KeyedRates(long perSecond, double burstSeconds, int most, LongSupplier nanos) {
        this.nanos = nanos;
        bucket = TokenBucket.of(perSecond, burstSeconds);
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
        Level level = levels.get(key);
        if (level == null) {
            level = new Level();
            level.held = bucket.most();
            levels.put(key, level);
        } else {
            level.held = bucket.fill(level.held, now - level.filledAt);
        }
        level.filledAt = now;
        long wait = bucket.nanosUntilOpen(level.held);
        if (wait == 0) {
            level.held--;
        }
        return wait;
    }
}
