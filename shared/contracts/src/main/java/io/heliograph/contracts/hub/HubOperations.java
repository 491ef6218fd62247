package io.heliograph.contracts.hub;

import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.operations.Scope;

/** What can be asked of the hub about itself. */
public final class HubOperations {
    public static final Operation<Nothing, ClusterView> CLUSTER = Operation.named(
                    "cluster.get",
                    Nothing.class,
                    ClusterView.class,
                    Scope.CLUSTER_READ,
                    "Lists the nodes with their roles, version, uptime and what waits in their journals.")
            .get("/cluster");

    public static final Operation<Nothing, HubVersion> VERSION = Operation.named(
                    "hub.version",
                    Nothing.class,
                    HubVersion.class,
                    Scope.CLUSTER_READ,
                    "Tells the version of the hub and of its operations; the cheapest question there is.")
            .styled(Style.DOOR)
            .get("/version");

    private HubOperations() {}
}
