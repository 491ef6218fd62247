package io.heliograph.bridge.feed;

import io.heliograph.contracts.retention.Horizon;
import io.heliograph.intake.BatchReader;
import io.heliograph.intake.EventJson;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.intake.RecentIds;
import io.heliograph.journal.Journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** A batch of a journal, taken apart only as far as somebody wants it, and once for all who do. */
final class Batch {
    private static final int NAMES_AND_TIMES_BYTES = 200;

    private final Entry entry;
    private final RecentIds recent;
    private String project;
    private List<JournaledEvent> events;
    private byte[][] json;

    /** A batch without those events whose ids are remembered already; with null, with all of them. */
    Batch(Entry entry, RecentIds recent) {
        this.entry = entry;
        this.recent = recent;
    }

    long next() {
        return entry.next();
    }

    /** About as many as its events have as JSON. */
    int bytes() {
        return entry.batch().remaining() + entry.count() * NAMES_AND_TIMES_BYTES;
    }

    String project() {
        if (project == null) {
            project = BatchReader.projectOf(entry.batch());
        }
        return project;
    }

    /** The events that a filter of its project takes, as JSON. */
    List<byte[]> matching(Filter filter) {
        List<byte[]> matching = new ArrayList<>();
        open();
        Horizon horizon = filter.horizon();
        for (int i = 0; i < events.size(); i++) {
            JournaledEvent event = events.get(i);
            if (filter.takes(event) && horizon.shows(event.type(), event.time())) {
                matching.add(json(i));
            }
        }
        return matching;
    }

    private void open() {
        if (events != null) {
            return;
        }
        events = BatchReader.read(entry.batch());
        if (recent != null) {
            events = events.stream()
                    .filter(event -> !event.hasOwnId() || !recent.contains(project(), event.ownId()))
                    .toList();
            recent.addAll(
                    project(),
                    events.stream()
                            .filter(JournaledEvent::hasOwnId)
                            .map(JournaledEvent::ownId)
                            .toList());
        }
        json = new byte[events.size()][];
    }

    private byte[] json(int index) {
        if (json[index] == null) {
            json[index] = EventJson.of(events.get(index));
        }
        return json[index];
    }
}
