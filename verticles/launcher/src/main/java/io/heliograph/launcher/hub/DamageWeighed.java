package io.heliograph.launcher.hub;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.DamagedJournal;
import io.heliograph.journal.Journal.Unreadable;
import io.heliograph.store.JournalCursors;
import io.heliograph.store.JournalCursors.Cursor;
import io.vertx.core.Future;
import java.util.Optional;

/** Says of a journal that is damaged how much of that PostgreSQL has already: whether to go on is for the operator to weigh. */
record DamageWeighed(JournalCursors cursors) {

    /** The failure, and what the cursor says about it if it can be asked. */
    <T> Future<T> of(Throwable failure) {
        if (!(failure instanceof DamagedJournal damaged) || damaged.positions().isEmpty()) {
            return Future.failedFuture(failure);
        }
        return cursors.read(damaged.journal())
                .transform(read -> Future.failedFuture(read.succeeded() ? weighed(damaged, read.result()) : damaged));
    }

    private static CannotStart weighed(DamagedJournal damaged, Optional<Cursor> cursor) {
        long events = damaged.positions().stream().mapToLong(Unreadable::events).sum();
        long stored = damaged.positions().stream()
                .mapToLong(gap ->
                        cursor.map(known -> known.covered(gap.from(), gap.to())).orElse(0L))
                .sum();
        String weight = stored == events
                ? "All %d events are in PostgreSQL already: nothing would be lost".formatted(events)
                : "%d of these %d events are in PostgreSQL already, the other %d are nowhere else"
                        .formatted(stored, events, events - stored);
        return new CannotStart(damaged.getMessage() + ". " + weight);
    }
}
