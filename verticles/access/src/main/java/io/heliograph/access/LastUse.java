package io.heliograph.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When keys were last used, gathered off the requests' way and written at most once a minute for each. */
public final class LastUse {
    private static final Duration APART = Duration.ofMinutes(1);

    private final int most;
    private Map<String, Instant> pending = new HashMap<>();

    /** For so many keys at a time. */
    public LastUse(int most) {
        this.most = most;
    }

    static boolean isDue(Instant noted, Instant now) {
        return noted == null || Duration.between(noted, now).compareTo(APART) >= 0;
    }

    synchronized void note(String id, Instant at) {
        if (pending.size() < most || pending.containsKey(id)) {
            pending.put(id, at);
        }
    }

    /** What is to be written now; one that cannot be written is made up for a minute later. */
    synchronized Map<String, Instant> take() {
        Map<String, Instant> taken = pending;
        pending = new HashMap<>();
        return taken;
    }
}
