package io.heliograph.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids that senders gave to events that are durable, as far back as memory is allowed to reach. Two generations: when
 * the young one is full it becomes the old one, and what was old is forgotten. Holds the ids themselves, since a hash
 * that collides would drop an event. Safe for use by many threads.
 */
public final class RecentIds {
    private final int generation;
    private volatile Set<Key> young = ConcurrentHashMap.newKeySet();
    private volatile Set<Key> old = Set.of();

    private record Key(String project, String id) {}

    /** Holds at most so many ids, and always the latest half of that. */
    public RecentIds(int limit) {
        generation = limit / 2;
    }

    public boolean contains(String project, String id) {
        Key key = new Key(project, id);
        return young.contains(key) || old.contains(key);
    }

    public void addAll(String project, Iterable<String> ids) {
        synchronized (this) {
            for (String id : ids) {
                if (young.size() >= generation) {
                    old = young;
                    young = ConcurrentHashMap.newKeySet();
                }
                young.add(new Key(project, id));
            }
        }
    }
}
