package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** The numbers of the last seconds, merged over the nodes. */
public record MetricWindow(
        @Doc(
                value = "Where the window begins: at the whole slice of time that holds the first of its seconds",
                required = true)
        Instant from,

        @Doc(value = "Where it ends", required = true) Instant until,

        @Doc(
                value = "From here on every event is counted; later than 'from' after a node was started anew",
                required = true)
        Instant completeFrom,

        @Doc(value = "How far a percentile may be from the exact one, relative to it", required = true)
        double errorBound,

        @Doc(value = "Each type with its numbers, by name", required = true)
        List<TypeNumbers> types,

        @Doc(value = "The nodes whose events are counted", required = true)
        List<String> nodes,

        @Doc(value = "The nodes that gave no answer, and whose events are not", required = true)
        List<String> missing,

        @Doc(value = "What went beyond a bound since the nodes were started", required = true)
        WindowOverflow overflow) {
    public MetricWindow {
        types = List.copyOf(types);
        nodes = List.copyOf(nodes);
        missing = List.copyOf(missing);
    }

    /** One type of event within a window. */
    public record TypeNumbers(
            @Doc(value = "The type", required = true) String type,
            @Doc(value = "How many events", required = true) long count,

            @Doc(value = "Events a second", required = true) double rate,

            @Doc(
                    value = "Each numeric field of the payload, by name; those of nested objects as outer.inner",
                    required = true)
            List<FieldNumbers> fields) {
        public TypeNumbers {
            fields = List.copyOf(fields);
        }
    }
}
