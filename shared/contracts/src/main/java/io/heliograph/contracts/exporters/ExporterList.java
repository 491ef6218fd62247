package io.heliograph.contracts.exporters;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** The exporters of all nodes; each node has those of its own settings, and exports what it has accepted itself. */
public record ExporterList(
        @Doc(value = "The nodes that answered", required = true)
        List<String> nodes,

        @Doc(value = "Nodes of the last day that did not: what they have accepted may wait there", required = true)
        List<String> missing,

        @Doc(value = "Exporters by node, in the order of its settings", required = true)
        List<Item> items) {

    /** One exporter. Counters begin with the node's start, the cursor with its journal. */
    public record Item(
            @Doc(value = "The node whose events it exports", required = true)
            String node,

            @Doc(value = "Its name in the settings", required = true)
            String name,

            @Doc(value = "What kind it is: stdout, kafka, s3 or one from a jar", required = true)
            String kind,

            @Doc(value = "closed while all is well; open or half-open while its target is left alone", required = true)
            String state,

            @Doc(value = "How many events of the node's journal it is done with", required = true)
            long cursor,

            @Doc(value = "Events of the journal that it is not done with", required = true)
            long lagEvents,

            @Doc(value = "About how many bytes of the journal these take", required = true)
            long lagBytes,

            @Doc(value = "Age of the oldest event that waits for it; 0 if none does", required = true)
            double lagSeconds,

            @Doc(value = "Events that it has exported", required = true)
            long exported,

            @Doc(value = "Events that it does not take, by its filter", required = true)
            long leftOut,

            @Doc(value = "Events of calls that failed, which may have arrived and came again", required = true)
            long repeated,

            @Doc(value = "Events that its target will never take, which were left out", required = true)
            long refused,

            @Doc(value = "Events that the journal no longer had when their turn came", required = true)
            long missed,

            @Doc("What is wrong now") String trouble,
            @Doc("What went wrong last") String lastError,
            @Doc("When that was") Instant lastErrorAt) {}

    public ExporterList {
        nodes = List.copyOf(nodes);
        missing = List.copyOf(missing);
        items = List.copyOf(items);
    }
}
