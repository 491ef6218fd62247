package io.heliograph.audit;

import java.util.concurrent.atomic.LongAdder;

/** What became of the acts that this node was told of. Safe for use by many threads. */
public final class AuditFigures {
    private final LongAdder written = new LongAdder();
    private final LongAdder folded = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** Entries that are in the table. */
    public long written() {
        return written.sum();
    }

    /** Refusals that were counted in the entry of another. */
    public long folded() {
        return folded.sum();
    }

    /** Entries for which there was no room; the next one that was written says so. */
    public long lost() {
        return lost.sum();
    }

    void wrote(int entries) {
        written.add(entries);
    }

    void foldedOne() {
        folded.increment();
    }

    void lostOne() {
        lost.increment();
    }
}
