package io.heliograph.contracts.audit;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** Where every chain stands now: kept elsewhere, it shows later that nothing before it was changed or cut off. */
public record AuditAnchors(
        @Doc(value = "One anchor for each node's chain", required = true)
        List<Anchor> items) {

    /** The newest entry of a chain. */
    public record Anchor(
            @Doc(value = "The chain", required = true) String chain,

            @Doc(value = "The node that writes it", required = true)
            String node,

            @Doc(value = "The sequence of its newest entry", required = true)
            long sequence,

            @Doc(value = "When that was written", required = true)
            Instant at,

            @Doc(value = "The hash of that entry, in hex", required = true)
            String hash,

            @Doc(value = "The same in one word, as heliograph audit verify --anchor takes it", required = true)
            String anchor) {
        public Anchor {
            requireNonNull(chain, "chain");
            requireNonNull(node, "node");
            requireNonNull(at, "at");
            requireNonNull(hash, "hash");
        }
    }

    public AuditAnchors {
        items = List.copyOf(items);
    }
}
