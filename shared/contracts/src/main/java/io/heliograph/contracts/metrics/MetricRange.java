package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Doc;
import java.time.Instant;
import java.util.List;

/** The numbers of one field, or of a type's events, over a longer time. */
public record MetricRange(
        @Doc(value = "The type", required = true) String type,

        @Doc("The field; absent where only events are counted")
        String field,

        @Doc(value = "Where the first point begins", required = true)
        Instant from,

        @Doc(value = "Where the last point ends", required = true)
        Instant to,

        @Doc(value = "How many seconds a point is long", required = true)
        long stepSeconds,

        @Doc(value = "Which rollups it was read from: minute, hour or day", required = true)
        String rollup,

        @Doc(value = "How far a percentile may be from the exact one, relative to it", required = true)
        double errorBound,

        @Doc(value = "The points that have events, in their order", required = true)
        List<Point> points) {
    public MetricRange {
        points = List.copyOf(points);
    }

    /** One point; without a field, only count and rate are there. */
    public record Point(
            @Doc(value = "Where its time begins", required = true)
            Instant at,

            @Doc(value = "How many values, or events", required = true)
            long count,

            @Doc(value = "The same a second", required = true)
            double rate,

            @Doc("Their sum; null where it is beyond what a double holds")
            Double sum,

            @Doc("Their mean; null where the sum is") Double mean,
            @Doc("The least") Double min,
            @Doc("The greatest") Double max,
            @Doc("Half of the values are not above this") Double p50,
            @Doc("90 % of the values are not above this") Double p90,
            @Doc("95 % of the values are not above this") Double p95,
            @Doc("99 % of the values are not above this") Double p99) {
        public Point {
            sum = Finite.orNull(sum);
            mean = Finite.orNull(mean);
        }
    }
}
