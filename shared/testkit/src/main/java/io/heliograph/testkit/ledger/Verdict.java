package io.heliograph.testkit.ledger;

/**
 * What the comparison of a ledger with the database found: batches by status; events that were acknowledged and are
 * missing, that are stored more than once, and that were never sent or were refused; and batches stored in part.
 */
public record Verdict(long acked, long unknown, long refused, long lost, long duplicates, long ghosts, long torn) {
    public boolean isClean() {
        return lost == 0 && duplicates == 0 && ghosts == 0 && torn == 0;
    }

    @Override
    public String toString() {
        return "batches %d acked, %d unknown, %d refused; events %d lost, %d dup, %d ghost; %d batches torn"
                .formatted(acked, unknown, refused, lost, duplicates, ghosts, torn);
    }
}
