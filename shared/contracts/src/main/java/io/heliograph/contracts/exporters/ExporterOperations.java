package io.heliograph.contracts.exporters;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;

/** What can be asked about exporters. */
public final class ExporterOperations {
    public static final Operation<Nothing, ExporterList> LIST = Operation.named(
                    "exporters.list",
                    Nothing.class,
                    ExporterList.class,
                    Scope.CLUSTER_READ,
                    "Lists the exporters of all nodes: where each has come to, and what waits for it.")
            .get("/exporters");

    private ExporterOperations() {}
}
