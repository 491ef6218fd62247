package io.heliograph.intake;

import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.contracts.events.IngestReceipt.Rejection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The outcome of reading one body: accepted events in the form of the journal, and what was left out. Only {@link Intake}
 * makes one and the journal takes nothing else, so no door can go around the checks.
 */
public final class EventBatch {
    private final String project;
    private final ByteBuffer bytes;
    private final int count;
    private final List<Rejection> rejected;
    private final int duplicates;
    private final List<String> ownIds;

    EventBatch(
            String project,
            ByteBuffer bytes,
            int count,
            List<Rejection> rejected,
            int duplicates,
            List<String> ownIds) {
        this.project = project;
        this.bytes = bytes;
        this.count = count;
        this.rejected = List.copyOf(rejected);
        this.duplicates = duplicates;
        this.ownIds = List.copyOf(ownIds);
    }

    public String project() {
        return project;
    }

    /** The accepted events as the journal keeps them; read-only. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** How many events were accepted. */
    public int count() {
        return count;
    }

    /** How many events the body held. */
    public int received() {
        return count + rejected.size() + duplicates;
    }

    public IngestReceipt receipt() {
        return new IngestReceipt(count, rejected, duplicates);
    }

    /** The ids that senders gave to the accepted events. */
    List<String> ownIds() {
        return ownIds;
    }
}
