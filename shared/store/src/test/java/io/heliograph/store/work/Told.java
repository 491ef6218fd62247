package io.heliograph.store.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.Hub;
import io.heliograph.store.JournalCursors.Lane;
import io.heliograph.store.JournalCursors.Stretch;
import io.heliograph.store.events.DeadLetters;
import io.heliograph.store.events.EventWriter;
import io.heliograph.store.events.Micros;
import io.heliograph.store.events.NameBook;
import io.heliograph.store.events.Partitions;
import io.heliograph.store.events.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A journal whose events are stored with the projection of work. */
final class Told {
    private final UUID journal = UUID.randomUUID();
    private final EventWriter writer;
    private final int epoch;
    private long position;

    Told(Hub hub, CustomMetric... metrics) {
        writer = new EventWriter(
                hub.database,
                new Partitions(hub.database),
                new NameBook(hub.database),
                new DeadLetters(hub.database, 10),
                List.of(new WorkProjection(List.of(metrics))));
        epoch = Hub.await(writer.claim(journal, "node")).epoch();
    }

    Written write(JournaledEvent... events) {
        return Hub.await(writeLater(List.of(events)));
    }

    Future<Written> writeLater(List<JournaledEvent> events) {
        long from = position;
        position += events.size();
        return writer.write(new Stretch(journal, epoch, Lane.MAIN, from, position), events);
    }

    /** The payload's quotes may be single ones. The id tells the event from others, so the same one is a repeat. */
    static JournaledEvent event(String project, String id, Instant at, String type, String payload) {
        return new JournaledEvent(
                project, Micros.of(at), Micros.of(at), null, id, type, null, null, payload.replace('\'', '"'));
    }

    /** An event to which the hub gave an id. */
    static JournaledEvent event(String project, Instant at, String type, String payload) {
        return new JournaledEvent(
                project,
                Micros.of(at),
                Micros.of(at),
                UUID.nameUUIDFromBytes((project + at + type + payload).getBytes(UTF_8)),
                null,
                type,
                null,
                null,
                payload.replace('\'', '"'));
    }
}
