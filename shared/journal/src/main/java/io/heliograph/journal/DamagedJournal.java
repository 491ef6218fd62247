package io.heliograph.journal;

import io.heliograph.contracts.problems.CannotStart;
import io.heliograph.journal.Journal.Unreadable;
import java.util.List;
import java.util.UUID;

/** A journal is not opened, since what was on its disk cannot all be read any more and nobody said to go on without it. */
public final class DamagedJournal extends CannotStart {
    private final transient UUID journal;
    private final transient List<Unreadable> positions;

    DamagedJournal(String sentence, UUID journal, List<Unreadable> positions) {
        super(sentence);
        this.journal = journal;
        this.positions = List.copyOf(positions);
    }

    public UUID journal() {
        return journal;
    }

    /** What cannot be read; empty if the damage hit no event. */
    public List<Unreadable> positions() {
        return positions;
    }
}
