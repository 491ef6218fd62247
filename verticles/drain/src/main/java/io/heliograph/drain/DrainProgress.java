package io.heliograph.drain;

import io.heliograph.store.JournalCursors.Cursor;

/** How far this node's journal is drained, for those who report it. Written by the drain, read by anybody. */
public final class DrainProgress {
    /** Figures that belong together: the position, what became of the events before it, and what is wrong; null if nothing. */
    public record Snapshot(long applied, long stored, long duplicates, long setAside, String trouble) {}

    private volatile Snapshot now = new Snapshot(0, 0, 0, 0, "the drain has not started");
    private volatile long missing;

    public Snapshot now() {
        return now;
    }

    /** Events that were accepted and can no longer be stored, since the journal has lost them or given them back. */
    public long missing() {
        return missing;
    }

    void at(Cursor cursor) {
        missing = cursor.missing();
        now = new Snapshot(cursor.applied(), cursor.stored(), cursor.duplicates(), cursor.setAside(), null);
    }

    void troubled(String reason) {
        now = new Snapshot(now.applied, now.stored, now.duplicates, now.setAside, reason);
    }
}
