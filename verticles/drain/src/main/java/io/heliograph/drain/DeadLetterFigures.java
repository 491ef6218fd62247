package io.heliograph.drain;

import io.heliograph.contracts.deadletters.ReplayReport;
import java.util.Map;

/**
 * What is in the table of dead letters, and what this node has done to it since it started. Written by the drain, read by
 * anybody. The balance of a journal is none of its business: an event that was set aside stays so there, and one that is
 * stored after all counts as replayed.
 */
public final class DeadLetterFigures {
    /** Dead letters of all nodes by SQLSTATE, when last looked at; and what became of those that this node was told about. */
    public record Snapshot(Map<String, Long> waiting, long stored, long duplicates, long refused, long deleted) {
        public Snapshot {
            waiting = Map.copyOf(waiting);
        }
    }

    private volatile Snapshot now = new Snapshot(Map.of(), 0, 0, 0, 0);

    public Snapshot now() {
        return now;
    }

    void waiting(Map<String, Long> bySqlstate) {
        now = new Snapshot(bySqlstate, now.stored, now.duplicates, now.refused, now.deleted);
    }

    void replayed(ReplayReport report) {
        now = new Snapshot(
                now.waiting,
                now.stored + report.stored(),
                now.duplicates + report.duplicates(),
                now.refused + report.refused().size(),
                now.deleted);
    }

    void deleted(long letters) {
        now = new Snapshot(now.waiting, now.stored, now.duplicates, now.refused, now.deleted + letters);
    }
}
