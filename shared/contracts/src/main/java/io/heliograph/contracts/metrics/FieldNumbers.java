package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;

/** The values of one field within a time. A boolean counts as 1 or 0, so that its mean is a rate. */
public record FieldNumbers(
        @Doc(value = "The field", required = true) String field,
        @Doc(value = "How many values", required = true) long count,

        @Doc(value = "Values a second", required = true) double rate,

        @Doc("Their sum; null where it is beyond what a double holds")
        Double sum,

        @Doc("Their mean; null where the sum is") Double mean,
        @Doc(value = "The least", required = true) double min,
        @Doc(value = "The greatest", required = true) double max,

        @Doc(value = "Half of the values are not above this", required = true)
        double p50,

        @Doc(value = "90 % of the values are not above this", required = true)
        double p90,

        @Doc(value = "95 % of the values are not above this", required = true)
        double p95,

        @Doc(value = "99 % of the values are not above this", required = true)
        double p99,

        @Doc(value = "The value of the latest timestamp", required = true)
        double last) {
    public FieldNumbers {
        sum = Finite.orNull(sum);
        mean = Finite.orNull(mean);
    }
}
