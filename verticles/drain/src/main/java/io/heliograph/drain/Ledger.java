package io.heliograph.drain;

import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.flow.Balance;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.JournalCursors.Step;
import io.heliograph.store.events.Written;
import java.util.List;

/** What this node knows of its cursor, and the balance of events that follows from every step of it. */
final class Ledger {
    private final Balance balance;
    private final DrainProgress progress;

    /** Events before this were accepted by an earlier run, so this run's doors have not counted them. */
    private final long recoveredUpTo;

    private Cursor known;

    Ledger(Cursor claimed, long journalEnd, Balance balance, DrainProgress progress) {
        this.balance = balance;
        this.progress = progress;
        this.recoveredUpTo = journalEnd;
        know(claimed);
    }

    Cursor known() {
        return known;
    }

    /** The cursor was read, or changed in a way that settles nothing. */
    void know(Cursor cursor) {
        known = cursor;
        progress.at(cursor);
    }

    /** The events, which end where the step ends, are stored, or duplicates. */
    void stored(Step step, List<JournaledEvent> events, Written written) {
        recover(step.to() - events.size(), events);
        written.byProject().forEach((project, of) -> balance.settled(project, of.stored(), of.duplicates()));
        know(known.after(step));
    }

    /** The event in front of which the step ends is a dead letter. */
    void setAside(Step step, JournaledEvent event) {
        recover(step.to() - 1, List.of(event));
        balance.setAside(event.project(), 1);
        know(known.after(step));
    }

    /**
     * Counts what commits did whose answers were lost. The sums are those of the cursor; which of several projects in a
     * batch its duplicates belong to is not known any more, so the first are taken for them.
     */
    void catchUp(Cursor cursor, List<Entry> underWay) {
        Snapshot before = progress.now();
        long setAside = cursor.setAside() - before.setAside();
        long duplicates = cursor.duplicates() - before.duplicates();
        for (Entry entry : underWay) {
            long at = entry.position();
            for (JournaledEvent event : BatchReader.read(entry.batch())) {
                if (cursor.covers(at) && !known.covers(at)) {
                    recover(at, List.of(event));
                    if (setAside-- > 0) {
                        balance.setAside(event.project(), 1);
                    } else if (duplicates-- > 0) {
                        balance.settled(event.project(), 0, 1);
                    } else {
                        balance.settled(event.project(), 1, 0);
                    }
                }
                at++;
            }
        }
        know(cursor);
    }

    private void recover(long first, List<JournaledEvent> events) {
        for (int i = 0; i < events.size() && first + i < recoveredUpTo; i++) {
            balance.recovered(events.get(i).project(), 1);
        }
    }
}
