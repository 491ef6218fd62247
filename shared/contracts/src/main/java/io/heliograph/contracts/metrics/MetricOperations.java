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

    private MetricOperations() {}
}
