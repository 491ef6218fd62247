package io.heliograph.intake;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.problems.ProblemKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the outcome of one body, event by event in their order. */
final class BatchBuilder {
    private final String project;
    private final RecentIds recent;
    private final BatchWriter writer;
    private final List<Rejection> rejected = new ArrayList<>();
    private final Set<String> ownIds = new LinkedHashSet<>();
    private int duplicates;

    BatchBuilder(String project, long receivedAt, int bodyBytes, RecentIds recent) {
        this.project = project;
        this.recent = recent;
        this.writer = new BatchWriter(project, receivedAt, bodyBytes + bodyBytes / 4);
    }

    /** Takes the event that was read last, unless its id is known. */
    void add(EventReader event) {
        String id = event.id();
        if (id != null && (recent.contains(project, id) || !ownIds.add(id))) {
            duplicates++;
        } else {
            event.writeTo(writer);
        }
    }

    void reject(ProblemKind kind, String detail) {
        rejected.add(new Rejection(received(), kind.code(), detail));
    }

    /** How many events had their outcome, which is the index of the next one. */
    int received() {
        return writer.count() + rejected.size() + duplicates;
    }

    /** Forgets every outcome. */
    void restart() {
        writer.restart();
        rejected.clear();
        ownIds.clear();
        duplicates = 0;
    }

    EventBatch build() {
        return new EventBatch(project, writer.finish(), writer.count(), rejected, duplicates, List.copyOf(ownIds));
    }
}
