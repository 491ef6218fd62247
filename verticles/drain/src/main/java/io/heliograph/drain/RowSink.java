package io.heliograph.drain;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.bus.Topics;
import io.heliograph.contracts.bus.Topics.Stored;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.journal.Journal.Entry;
import io.heliograph.store.JournalCursors.Stretch;
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

    private final EventWriter writer;
    private final Ledger ledger;
    private final Bus bus;
    private int unclear;
    private List<Entry> taken = List.of();

    RowSink(EventWriter writer, Ledger ledger, Bus bus) {
        this.writer = writer;
        this.ledger = ledger;
        this.bus = bus;
    }

    /**
     * Stores the entries, which follow each other without a gap. The stretch begins where the lane stands and ends where
     * the last of them does; what lies before the first cannot be read, and the cursor goes over it.
     */
    Future<Void> take(Stretch stretch, List<Entry> entries) {
        List<JournaledEvent> events = new ArrayList<>();
        entries.forEach(entry -> events.addAll(BatchReader.read(entry.batch())));
        // Events that were set aside one by one may have left the cursor in the middle of an entry.
        int done = (int) Math.max(0, events.size() - (stretch.to() - stretch.from()));
        taken = entries;
        Future<Void> settled =
                events.isEmpty() ? passGap(stretch) : write(stretch, events.subList(done, events.size()));
        return settled.onSuccess(stored -> unclear = 0);
    }

    /** What was taken last: if the answer to its commit was lost, it may be stored or not. */
    List<Entry> taken() {
        return taken;
    }

    private Future<Void> write(Stretch stretch, List<JournaledEvent> events) {
        return writer.write(stretch, events)
                .map(written -> settle(stretch, events, written))
                .recover(failure ->
                        isPoison(failure) ? isolate(stretch, events, failure) : Future.failedFuture(failure));
    }

    private boolean isPoison(Throwable failure) {
        return switch (WriteFailure.of(failure)) {
            case POISON -> true;
            case UNCLEAR -> ++unclear > TRIES_WHEN_UNCLEAR;
            case RETRY, FENCED -> false;
        };
    }

    private Future<Void> isolate(Stretch stretch, List<JournaledEvent> events, Throwable refusal) {
        if (events.size() == 1) {
            long position = stretch.to() - 1;
            return passGap(stretch.upTo(position))
                    .compose(at -> setAside(stretch.from(position), events.get(0), refusal));
        }
        int half = events.size() / 2;
        long middle = stretch.to() - (events.size() - half);
        return write(stretch.upTo(middle), events.subList(0, half))
                .compose(first -> write(stretch.from(middle), events.subList(half, events.size())));
    }

    /** Positions that were damaged and set aside with their segment are nobody's; the cursor goes over them. */
    private Future<Void> passGap(Stretch gap) {
        return gap.from() == gap.to()
                ? Future.succeededFuture()
                : writer.write(gap, List.of()).map(written -> settle(gap, List.of(), written));
    }

    private Future<Void> setAside(Stretch stretch, JournaledEvent event, Throwable refusal) {
        return writer.setAside(stretch, event, refusal).map(kept -> {
            LOG.error(
                    "event {} at {} was refused by PostgreSQL and set aside as a dead letter: {}",
                    event.id(),
                    stretch.from(),
                    refusal.getMessage());
            ledger.setAside(stretch.settled(0, 0, 1), event);
            return null;
        });
    }

    private Void settle(Stretch stretch, List<JournaledEvent> events, Written written) {
        long first = stretch.to() - events.size();
        if (first > stretch.from()) {
            LOG.error(
                    "positions {} to {} ({} events) are neither in the journal nor stored: the journal was damaged there, or"
                            + " the database was restored to a time before it stored them",
                    stretch.from(),
                    first - 1,
                    first - stretch.from());
        }
        ledger.stored(stretch.settled(written.stored(), written.duplicates(), 0), events, written);
        long oldest = events.stream().mapToLong(JournaledEvent::timestamp).min().orElse(Long.MAX_VALUE);
        bus.publish(
                Topics.STORED, new Stored(stretch.journal().toString(), stretch.to(), (int) written.stored(), oldest));
        return null;
    }
}
