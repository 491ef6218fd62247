package io.heliograph.web.live;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What callers keep open on this node, so that it can be ended when a key is revoked or the node stops. Thread-safe. */
public final class Expiries {
    /** Whose is what somebody without a credential keeps open. */
    static final String NOBODY = "";

    private final InstantSource clock;
    private final TreeMap<String, Set<Expiry>> bySubject = new TreeMap<>();
    private boolean isStopping;

    public Expiries(InstantSource clock) {
        this.clock = clock;
    }

    /** Ends what this caller keeps open. */
    public void revoked(String subject) {
        for (Expiry each : taken(subject)) {
            each.revoked(subject);
        }
    }

    /** Ends all that is open, and from now on what is opened. */
    public void stop() {
        for (Set<Expiry> each : allTaken()) {
            each.forEach(Expiry::stopping);
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

    void add(String subject, Expiry expiry) {
        if (!isAdded(subject, expiry)) {
            expiry.stopping();
        }
    }

    private synchronized boolean isAdded(String subject, Expiry expiry) {
        // Most callers keep one thing open.
        return !isStopping
                && bySubject.computeIfAbsent(subject, first -> new HashSet<>(2)).add(expiry);
    }

    synchronized void remove(String subject, Expiry expiry) {
        bySubject.computeIfPresent(subject, (same, open) -> open.remove(expiry) && open.isEmpty() ? null : open);
    }

    private synchronized Set<Expiry> taken(String subject) {
        Set<Expiry> open = bySubject.remove(subject);
        return open == null ? Set.of() : open;
    }

    private synchronized List<Set<Expiry>> allTaken() {
        isStopping = true;
        List<Set<Expiry>> all = List.copyOf(bySubject.values());
        bySubject.clear();
        return all;
    }
}
