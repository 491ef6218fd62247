package io.heliograph.web.live;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What callers with credentials keep open on this node, so that it can be ended when one is revoked. Thread-safe. */
public final class Expiries {
    private final InstantSource clock;
    private final TreeMap<String, Set<Expiry>> bySubject = new TreeMap<>();

    public Expiries(InstantSource clock) {
        this.clock = clock;
    }

    /** Ends what this caller keeps open. */
    public void revoked(String subject) {
        for (Expiry each : taken(subject)) {
            each.revoked(subject);
        }
    }

    /** Who keeps something open, of those whose names begin so: the first ones after this name, or of all where it is null. */
    public synchronized List<String> subjects(String prefix, String after, int most) {
        return bySubject.tailMap(after == null ? prefix : after, after == null).keySet().stream()
                .takeWhile(subject -> subject.startsWith(prefix))
                .limit(most)
                .toList();
    }

    InstantSource clock() {
        return clock;
    }

    synchronized void add(String subject, Expiry expiry) {
        // Most callers keep one thing open.
        bySubject.computeIfAbsent(subject, first -> new HashSet<>(2)).add(expiry);
    }

    synchronized void remove(String subject, Expiry expiry) {
        bySubject.computeIfPresent(subject, (same, open) -> open.remove(expiry) && open.isEmpty() ? null : open);
    }

    private synchronized Set<Expiry> taken(String subject) {
        Set<Expiry> open = bySubject.remove(subject);
        return open == null ? Set.of() : open;
    }
}
