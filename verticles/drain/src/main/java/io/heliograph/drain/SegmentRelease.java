package io.heliograph.drain;

import io.heliograph.journal.Journal;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;

/**
 * Lets the journal forget what PostgreSQL holds for good: a place that was read in an earlier look, is still held in this
 * one, and by a server that was not restarted in between. One that lost commits in a crash comes back with a smaller one.
 */
final class SegmentRelease {
    static final long EVERY_MS = 5_000;

    private final Journal journal;
    private final JournalCursors cursors;
    private Cursor before;

    SegmentRelease(Journal journal, JournalCursors cursors) {
        this.journal = journal;
        this.cursors = cursors;
    }

    /** A look that fails is made up for by the next one. */
    void look() {
        cursors.read(journal.id()).onSuccess(found -> found.ifPresent(this::compare));
    }

    private void compare(Cursor now) {
        if (before != null
                && now.applied() >= before.applied()
                && now.serverStartedAt().equals(before.serverStartedAt())) {
            journal.release(before.applied());
        }
        before = now;
    }
}
