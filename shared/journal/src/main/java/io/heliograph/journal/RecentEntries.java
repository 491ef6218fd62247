package io.heliograph.journal;

import io.heliograph.journal.Journal.Entry;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The newest entries in memory, bounded in bytes of the heap, so that readers near the end touch no file. One thread adds.
 */
final class RecentEntries {
    static final long MOST_BYTES = 8 << 20;

    /** What the heap holds for an entry beside its bytes: itself, its buffer and array, its key and its place in the map. */
    private static final int OVERHEAD = 200;

    private final ConcurrentSkipListMap<Long, Entry> byPosition = new ConcurrentSkipListMap<>();
    private long bytes;

    void add(Entry entry) {
        byPosition.put(entry.position(), entry);
        bytes += size(entry);
        while (bytes > MOST_BYTES) {
            bytes -= size(byPosition.pollFirstEntry().getValue());
        }
    }

    private static int size(Entry entry) {
        return entry.batch().remaining() + OVERHEAD;
    }

    /** Fills the page if the entry that it wants next is here; tells whether it was. */
    boolean fill(Page page) {
        var first = byPosition.floorEntry(page.next());
        if (first == null || first.getValue().next() <= page.next()) {
            return false;
        }
        long expected = first.getKey();
        for (Entry entry : byPosition.tailMap(expected).values()) {
            // Older entries leave while we look; what is not the next one is left to the next call.
            if (entry.position() != expected || page.isFull()) {
                break;
            }
            page.add(new Entry(entry.position(), entry.count(), entry.batch().duplicate()));
            expected = entry.next();
        }
        return !page.entries().isEmpty();
    }
}
