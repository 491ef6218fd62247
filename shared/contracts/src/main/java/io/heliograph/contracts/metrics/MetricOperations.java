package io.heliograph.contracts.metrics;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** What can be asked about the numbers in events. */
public final class MetricOperations {
    public static final Operation<LatestQuery, MetricWindow> LATEST = Operation.named(
                    "metrics.latest",
                    LatestQuery.class,
                    MetricWindow.class,
                    Scope.METRICS_READ,
                    "Counts, means, extremes and percentiles of each type's numbers over the last seconds, of all nodes.")
            .get("/metrics/latest");

    public static final Operation<RangeQuery, MetricRange> RANGE = Operation.named(
                    "metrics.range",
                    RangeQuery.class,
                    MetricRange.class,
                    Scope.METRICS_READ,
                    "Counts, means, extremes and percentiles of one field over a longer time, step by step.")
            .get("/metrics/range");

    public static final Operation<RollupQuery, RollupReport> CHECK = Operation.named(
                    "metrics.check",
                    RollupQuery.class,
                    RollupReport.class,
                    Scope.METRICS_READ,
                    "Compares rollups with the events that they are made of, as far as it comes in some seconds.")
            .get("/metrics/check");

    private MetricOperations() {}
}
