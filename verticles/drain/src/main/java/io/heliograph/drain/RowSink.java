package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Stored;
import io.heliograph.drain.DrainProgress.Snapshot;
import io.heliograph.flow.Balance;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.journal.Journal;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.JournalCursors.Cursor;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.WriteFailure;
import io.heliograph.store.events.Written;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the journal's events as rows, the cursor in the same transaction. An event that PostgreSQL refuses is found by
 * halving its batch and set aside; its neighbours are stored.
 */
final class RowSink {
    private static final Logger LOG = LoggerFactory.getLogger(RowSink.class);
    private static final int TRIES_WHEN_UNCLEAR = 3;

    private final Journal journal;
    private final EventWriter writer;
    private final Bus bus;
    private final Balance balance;
    private final DrainProgress progress;
    private final int epoch;

    /** Events before this were accepted by an earlier run, so this run's doors have not counted them. */
    private final long recoveredUpTo;

    private int unclear;
    private List<Entry> taken = List.of();

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
        // Events that were set aside one by one may have left the cursor in the middle of an entry.
        int done = (int) Math.max(0, from - entries.get(0).position());
        taken = entries;
        return write(from, to, events.subList(done, events.size())).onSuccess(stored -> unclear = 0);
    }

    /**
     * Counts what a commit did whose answer was lost. The sums are those of the cursor; which of several projects in the
     * batch its duplicates belong to is not known any more, so the first are taken for them.
     */
    void catchUp(Cursor cursor) {
        Snapshot known = progress.now();
        long setAside = cursor.setAside() - known.setAside();
        long duplicates = cursor.duplicates() - known.duplicates();
        for (Entry entry : taken) {
            long at = entry.position();
            for (JournaledEvent event : BatchReader.read(entry.batch())) {
                if (at >= known.applied() && at < cursor.applied()) {
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
    }

    private Future<Void> write(long from, long to, List<JournaledEvent> events) {
        return writer.write(journal.id(), epoch, from, to, events)
                .map(written -> settle(to, events, written))
                .recover(failure ->
                        isPoison(failure) ? isolate(from, to, events, failure) : Future.failedFuture(failure));
    }

    private boolean isPoison(Throwable failure) {
        return switch (WriteFailure.of(failure)) {
            case POISON -> true;
            case UNCLEAR -> ++unclear > TRIES_WHEN_UNCLEAR;
            case RETRY, FENCED -> false;
        };
    }

    private Future<Void> isolate(long from, long to, List<JournaledEvent> events, Throwable refusal) {
        if (events.size() == 1) {
            return passGap(from, to - 1).compose(at -> setAside(to - 1, events.get(0), refusal));
        }
        int half = events.size() / 2;
        long middle = to - (events.size() - half);
        return write(from, middle, events.subList(0, half))
                .compose(first -> write(middle, to, events.subList(half, events.size())));
    }

    /** Positions that were damaged and set aside with their segment are nobody's; the cursor goes over them. */
    private Future<Void> passGap(long from, long to) {
        return from == to
                ? Future.succeededFuture()
                : writer.write(journal.id(), epoch, from, to, List.of()).mapEmpty();
    }

    private Future<Void> setAside(long position, JournaledEvent event, Throwable refusal) {
        return writer.setAside(journal.id(), epoch, position, event, refusal).map(kept -> {
            LOG.error("event {} at {} was refused by PostgreSQL and set aside", event.id(), position, refusal);
            recover(position, List.of(event));
            balance.setAside(event.project(), 1);
            progress.setAside(position + 1);
            return null;
        });
    }

    private Void settle(long to, List<JournaledEvent> events, Written written) {
        recover(to - events.size(), events);
        written.byProject().forEach((project, of) -> balance.settled(project, of.stored(), of.duplicates()));
        progress.advanced(to, written.stored(), written.duplicates());
        bus.publish(Topics.STORED, new Stored(journal.id().toString(), to, (int) written.stored()));
        return null;
    }

    private void recover(long first, List<JournaledEvent> events) {
        for (int i = 0; i < events.size() && first + i < recoveredUpTo; i++) {
            balance.recovered(events.get(i).project(), 1);
        }
    }
}
