package io.heliograph.contracts.hub;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** The cluster as PostgreSQL knows it. */
public record ClusterView(
        @Doc(value = "The node that answered", required = true)
        String answeredBy,

        @Doc(value = "How nodes find each other: off, tcp-ip, multicast or kubernetes", required = true)
        String mode,

        @Doc(value = "Every node that was seen within the last day", required = true)
        List<Node> nodes) {

    /** One node and the balance of its journal: accepted = stored + duplicates + set_aside + pending. */
    public record Node(
            @Doc(value = "The id of the node's journal", required = true)
            String id,

            @Doc(value = "The node's name", required = true) String name,

            @Doc(value = "up, stopped, or silent when its reports have ceased", required = true)
            String state,

            @Doc(value = "What runs there", required = true) List<String> roles,

            @Doc(value = "The version that runs there", required = true)
            String version,

            @Doc(value = "Where its HTTP door is", required = true)
            String url,

            @Doc(value = "When it was started", required = true)
            Instant startedAt,

            @Doc(value = "When it last reported", required = true)
            Instant seenAt,

            @Doc(value = "Seconds it has been running", required = true)
            long uptimeSeconds,

            @Doc(value = "Events it accepted since its journal began", required = true)
            long accepted,

            @Doc(value = "Of these, stored in PostgreSQL", required = true)
            long stored,

            @Doc(value = "Of these, left out because their id was stored before", required = true)
            long duplicates,

            @Doc(value = "Of these, refused by PostgreSQL and kept as dead letters", required = true)
            long setAside,

            @Doc(value = "Of these, waiting in its journal", required = true)
            long pending) {
        public Node {
            roles = List.copyOf(roles);
        }
    }

    public ClusterView {
        nodes = List.copyOf(nodes);
    }
}
