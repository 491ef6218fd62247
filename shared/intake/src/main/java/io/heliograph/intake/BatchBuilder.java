package io.heliograph.intake;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.retention.Horizon;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the outcome of one body, event by event in their order. */
final class BatchBuilder {
    private final String project;
    private final Horizon horizon;
    private final long earliest;
    private final long firstStamp;
    private final RecentIds recent;
    private final String idPrefix;
    private final BatchWriter writer;
    private final List<Rejection> rejected = new ArrayList<>();
    private final Set<String> ownIds = new LinkedHashSet<>();
    private int duplicates;
    private int masked;

    /** Events without a time get theirs from the first stamp on; the key is null if the sender gave none. */
    BatchBuilder(
            String project,
            Horizon horizon,
            long firstStamp,
            RecentIds recent,
            IdempotencyKey key,
            BatchWriter writer) {
        this.project = project;
        this.horizon = horizon;
        this.firstStamp = firstStamp;
        earliest = EventTimes.micros(horizon.rest());
        this.recent = recent;
        this.idPrefix = key == null ? null : key.idPrefix(project);
        this.writer = writer;
    }

    /** Takes the event that was read last, unless its id is known. */
    void add(EventReader event) {
        if (event.timestamp() < from(event)) {
            reject(
                    ProblemKind.TIMESTAMP_TOO_OLD,
                    "events of this type and time are no longer kept in project " + project + "; check the clock");
            return;
        }
        String id = event.id();
        if (id == null && idPrefix != null) {
            id = idPrefix + received();
        }
        if (id != null && (recent.contains(project, id) || !ownIds.add(id))) {
            duplicates++;
        } else {
            event.writeTo(writer, id);
            masked += event.masked();
        }
    }

    /** From when on events like this one are kept; its type is looked at only where types differ in that. */
    private long from(EventReader event) {
        return horizon.isEven() ? earliest : EventTimes.micros(horizon.of(event.type()));
    }

    void reject(ProblemKind kind, String detail) {
        rejected.add(new Rejection(received(), kind.code(), detail));
    }

    /** How many events had their outcome, which is the index of the next one. */
    int received() {
        return writer.count() + rejected.size() + duplicates;
    }

    /** The time of the next event, if it brings none. */
    long stamp() {
        return firstStamp + received();
    }

    /** How many values of the accepted events were masked. */
    int masked() {
        return masked;
    }

    /** Forgets every outcome. */
    void restart() {
        writer.restart();
        rejected.clear();
        ownIds.clear();
        duplicates = 0;
        masked = 0;
    }

    EventBatch build() {
        int count = writer.count();
        return new EventBatch(project, writer.finish(), count, rejected, duplicates, List.copyOf(ownIds));
    }
}
