package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Stored;
import io.heliograph.flow.Balance;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.EventWriter;
import io.heliograph.store.EventWriter.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Writes batches of the journal as rows, the cursor in the same transaction, and keeps the balance. */
final class RowSink {
    private final Journal journal;
    private final EventWriter writer;
    private final Bus bus;
    private final Balance balance;
    private final DrainProgress progress;
    private final int epoch;

    /** Events before this were accepted by an earlier run, so this run's doors have not counted them. */
    private final long recoveredUpTo;

    RowSink(Journal journal, EventWriter writer, Bus bus, Balance balance, DrainProgress progress, int epoch) {
        this.journal = journal;
        this.writer = writer;
        this.bus = bus;
        this.balance = balance;
        this.progress = progress;
        this.epoch = epoch;
        this.recoveredUpTo = journal.end();
    }

    Future<Void> take(long from, List<Entry> entries) {
        long to = entries.get(entries.size() - 1).next();
        List<JournaledEvent> events = new ArrayList<>();
        entries.forEach(entry -> events.addAll(BatchReader.read(entry.batch())));
        return writer.write(journal.id(), epoch, from, to, events).map(written -> {
            settle(entries, written);
            progress.advanced(to, written.stored(), written.duplicates());
            bus.publish(Topics.STORED, new Stored(journal.id().toString(), to, written.stored()));
            return null;
        });
    }
}
