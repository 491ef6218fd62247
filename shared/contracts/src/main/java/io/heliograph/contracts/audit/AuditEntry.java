package io.heliograph.contracts.audit;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** One thing that was changed or refused, or several refusals that are alike but for their time. */
public record AuditEntry(
        @Doc(value = "The chain that it belongs to, one for each node", required = true)
        String chain,

        @Doc(value = "Its place in the chain; the first is 1", required = true)
        long sequence,

        @Doc(value = "When it happened, or first happened", required = true)
        Instant at,

        @Doc(value = "When it last happened", required = true)
        Instant until,

        @Doc(value = "How often it happened between these times", required = true)
        long count,

        @Doc("Who called; left out where nobody was known yet")
        String subject,

        @Doc("The id of the credential that came with the call")
        String credential,

        @Doc(value = "The operation; none where there is no such route", required = true)
        String operation,

        @Doc(value = "The ids that it concerned", required = true)
        List<String> concerns,

        @Doc(value = "ok, or the code of the problem", required = true)
        String outcome,

        @Doc("The door at which the call came in") String door,
        @Doc("The address from which it came") String address,

        @Doc(value = "The node that it came to", required = true)
        String node,

        @Doc("The id of the request, of the first where there were several")
        String requestId,

        @Doc(
                value = "How many entries before this one are missing because the node could not keep them",
                required = true)
        long missed,

        @Doc(value = "SHA-256 over the hash before and this entry, in hex", required = true)
        String hash) {
    public AuditEntry {
        requireNonNull(chain, "chain");
        requireNonNull(at, "at");
        requireNonNull(until, "until");
        requireNonNull(operation, "operation");
        requireNonNull(outcome, "outcome");
        requireNonNull(node, "node");
        requireNonNull(hash, "hash");
        concerns = List.copyOf(concerns);
    }
}
