package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** What a comparison of rollups with rows has found. */
public record RollupReport(
        @Doc(value = "How many events were read", required = true)
        long events,

        @Doc(value = "How many rows of the rollups were compared", required = true)
        long compared,

        @Doc(value = "How many of them differ", required = true)
        long differences,

        @Doc(value = "The first of those", required = true) List<Difference> first,

        @Doc("Where to go on; absent at the end") Instant next) {
    public RollupReport {
        first = List.copyOf(first);
    }

    /** One row of the rollups that does not say what the events say. */
    public record Difference(
            @Doc(value = "minute, hour or day", required = true)
            String rollup,

            @Doc(value = "Where its time begins", required = true)
            Instant at,

            @Doc(value = "The type", required = true) String type,

            @Doc("The field; absent where events are counted")
            String field,

            @Doc(value = "How many values the events have", required = true)
            long expected,

            @Doc(value = "How many values the rollup has", required = true)
            long found,

            @Doc(value = "The sum of the events' values", required = true)
            String expectedSum,

            @Doc(value = "The sum that the rollup has", required = true)
            String foundSum) {}
}
