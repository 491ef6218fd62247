package io.heliograph.store.events;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Hub;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.JournalCursors.Stretch;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** One journal that is drained into the database. */
final class Feed {
    final UUID journal = UUID.randomUUID();
    final EventWriter writer;
    int epoch;
    long position;

    Feed(Hub hub) {
        writer = new EventWriter(hub.database, new Partitions(hub.database), new NameBook(hub.database));
        epoch = Hub.await(writer.claim(journal, "node")).epoch();
    }

    /** How many were stored, and how many were duplicates. */
    List<Long> write(JournaledEvent... events) {
        Written written = Hub.await(writeLater(List.of(events)));
        return List.of(written.stored(), written.duplicates());
    }

    Future<Written> writeLater(List<JournaledEvent> events) {
        long from = position;
        position += events.size();
        return writer.write(stretch(from, position), events);
    }

    Stretch stretch(long from, long to) {
        return new Stretch(journal, epoch, Lane.MAIN, from, to);
    }
}
