package io.heliograph.journal;

import io.heliograph.journal.Journal.Entry;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest entries in memory, bounded in bytes, so that readers near the end touch no file. One thread adds. */
final class RecentEntries {
    private static final long MOST_BYTES = 8 << 20;

    private final ConcurrentSkipListMap<Long, Entry> byPosition = new ConcurrentSkipListMap<>();
    private long bytes;

    void add(Entry entry) {
        byPosition.put(entry.position(), entry);
        bytes += entry.batch().remaining();
        while (bytes > MOST_BYTES) {
            bytes -= byPosition.pollFirstEntry().getValue().batch().remaining();
        }
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
