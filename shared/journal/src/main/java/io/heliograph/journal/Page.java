package io.heliograph.journal;

import io.heliograph.journal.Journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** The entries of one answer: whole batches, at least one, until there is enough of them. */
final class Page {
    private static final long ENOUGH_BYTES = 4 << 20;

    private final int enoughEvents;
    private final List<Entry> entries = new ArrayList<>();
    private long next;
    private long events;
    private long bytes;

    /** A page that begins at the position. */
    Page(long position, int enoughEvents) {
        this.next = Math.max(0, position);
        this.enoughEvents = enoughEvents;
    }

    void add(Entry entry) {
        entries.add(entry);
        next = entry.next();
        events += entry.count();
        bytes += entry.batch().remaining();
    }

    boolean isFull() {
        return !entries.isEmpty() && (events >= enoughEvents || bytes >= ENOUGH_BYTES);
    }

    /** The position that is wanted next. */
    long next() {
        return next;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
