package io.heliograph.contracts.events;

import io.heliograph.contracts.operations.Doc;
import java.util.List;

/** What became of a batch: received = accepted + rejected + duplicates. */
public record IngestReceipt(
        @Doc(value = "Events that are durable now", required = true)
        int accepted,

        @Doc(value = "Events that were not acceptable, and why", required = true)
        List<Rejection> rejected,

        @Doc(
                value =
                        "Events that this node knows to hold already: it remembers the latest ids since its start, as many as"
                                + " intake.recent-ids says. A repeat that it does not remember counts as accepted; it is stored"
                                + " once all the same, and counted as a duplicate when the drain comes to it",
                required = true)
        int duplicates) {

    /** Why one event of a batch was not taken. */
    public record Rejection(
            @Doc(value = "Its place in the batch, from 0", required = true)
            int index,

            @Doc(value = "A stable code, see /problems", required = true)
            String code,

            @Doc(value = "What is wrong and what to do", required = true)
            String detail) {}

    public IngestReceipt {
        rejected = List.copyOf(rejected);
    }
}
