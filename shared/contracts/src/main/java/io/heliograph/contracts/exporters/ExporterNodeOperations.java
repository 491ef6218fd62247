package io.heliograph.contracts.exporters;

import io.heliograph.contracts.hub.Nothing;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Scope;
import java.time.Duration;

/** What nodes ask of each other for exporters. */
public final class ExporterNodeOperations {
    public static final Operation<Nothing, ExporterList> READ = Operation.named(
                    "exporters.read",
                    Nothing.class,
                    ExporterList.class,
                    Scope.CLUSTER_READ,
                    "Lists the exporters of one node.")
            .within(Duration.ofSeconds(1));

    private ExporterNodeOperations() {}
}
