package io.heliograph.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded memory of what can be asked for again. Two generations: when the young one is full it becomes the old one, and
 * what was old and not asked for since is forgotten. Safe for use by many threads.
 */
public final class Remembered<K, V> {
    private final int generation;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** Remembers at most so many, and always the latest half of that. */
    public Remembered(int limit) {
        generation = limit / 2;
    }

    /** What is remembered under the key; null if nothing is. */
    public V get(K key) {
        V value = young.get(key);
        if (value == null) {
            value = old.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    public synchronized void put(K key, V value) {
        if (young.size() >= generation) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(key, value);
    }

    public synchronized void forget() {
        young = new ConcurrentHashMap<>();
        old = Map.of();
    }
}
