package io.heliograph.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The ids by project, those of the older generation first, for whoever keeps them over a restart. */
    public List<Map.Entry<String, List<String>>> oldestFirst() {
        List<Map.Entry<String, List<String>>> all = new ArrayList<>();
        for (Set<Key> keys : List.of(old, young)) {
            Map<String, List<String>> byProject = new HashMap<>();
            keys.forEach(key -> byProject
                    .computeIfAbsent(key.project, first -> new ArrayList<>())
                    .add(key.id));
            all.addAll(byProject.entrySet());
        }
        return all;
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
