package io.heliograph.exporters.line;

import io.heliograph.exporter.ExportedEvent;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.EventJson;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.journal.Journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What is handed to an exporter next: the events that it takes of one entry of the journal after the other. */
final class Batch {
    private final UUID journal;
    private final Filter filter;
    private final List<ExportedEvent> events = new ArrayList<>();
    private long bytes;
    private long leftOut;
    private long next;

    /** An empty one that begins at the position. */
    Batch(UUID journal, Filter filter, long position) {
        this.journal = journal;
        this.filter = filter;
        this.next = position;
    }

    /** Adds what of an entry is not behind the batch already. */
    void add(Entry entry) {
        if (filter.takesProject(BatchReader.projectOf(entry.batch()))) {
            long position = entry.position();
            for (JournaledEvent event : BatchReader.read(entry.batch())) {
                if (position >= next) {
                    add(position, event);
                }
                position++;
            }
        } else {
            leftOut += entry.next() - Math.max(next, entry.position());
        }
        next = entry.next();
    }

    private void add(long position, JournaledEvent event) {
        if (!filter.takesType(event.type())) {
            leftOut++;
            return;
        }
        byte[] json = EventJson.of(event);
        events.add(new ExportedEvent(
                journal,
                position,
                event.id(),
                event.project(),
                event.type(),
                event.source(),
                event.agentId(),
                event.received(),
                json));
        bytes += json.length;
    }

    void remove(ExportedEvent refused) {
        if (events.remove(refused)) {
            bytes -= refused.json().length;
        }
    }

    List<ExportedEvent> events() {
        return List.copyOf(events);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Events that the exporter does not take. */
    long leftOut() {
        return leftOut;
    }

    /** The position behind it. */
    long next() {
        return next;
    }
}
