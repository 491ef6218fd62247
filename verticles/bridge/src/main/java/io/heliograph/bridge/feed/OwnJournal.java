package io.heliograph.bridge.feed;

import io.heliograph.bridge.StreamFigures;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Pages of this node's journal, bounded in bytes. */
final class OwnJournal {
    private static final long ENOUGH_BYTES = 1 << 20;

    private final Journal journal;
    private final StreamFigures figures;

    OwnJournal(Journal journal, StreamFigures figures) {
        this.journal = journal;
        this.figures = figures;
    }

    UUID id() {
        return journal.id();
    }

    long end() {
        return journal.end();
    }

    /** From the position on, about so many events; with 0 only where the journal begins and ends. */
    Future<Page> read(long after, int events) {
        if (events == 0) {
            return Future.succeededFuture(new Page(journal.start(), after, journal.end(), List.of()));
        }
        figures.read();
        return journal.readAfter(after, events).map(found -> page(after, found));
    }

    private Page page(long after, List<Entry> found) {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        long next = after;
        for (Entry entry : found) {
            boolean follows = entries.isEmpty() || entry.position() == next;
            bytes += entry.batch().remaining();
            if (!follows || !entries.isEmpty() && bytes > ENOUGH_BYTES) {
                break;
            }
            entries.add(entry);
            next = entry.next();
        }
        return new Page(journal.start(), next, journal.end(), entries);
    }
}
