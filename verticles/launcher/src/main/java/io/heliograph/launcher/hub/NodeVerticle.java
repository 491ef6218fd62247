package io.heliograph.launcher.hub;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.hub.ClusterView;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.drain.DrainProgress;
import io.heliograph.journal.Journal;
import io.heliograph.store.NodeReport;
import io.heliograph.store.NodeTable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports this node to the others through PostgreSQL, and tells who asks about the cluster. */
public final class NodeVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NodeVerticle.class);

    private final Node node;
    private final String mode;
    private final Duration interval;
    private final NodeTable nodes;
    private final Journal journal;
    private final DrainProgress progress;
    private final Bus bus;
    private boolean reported = true;

    public NodeVerticle(
            Node node,
            String mode,
            Duration interval,
            NodeTable nodes,
            Journal journal,
            DrainProgress progress,
            Bus bus) {
        this.node = node;
        this.mode = mode;
        this.interval = interval;
        this.nodes = nodes;
        this.journal = journal;
        this.progress = progress;
        this.bus = bus;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), tick -> report(false));
        return bus.serve(
                        HubOperations.CLUSTER,
                        (caller, nothing) -> nodes.seen().map(seen -> new ClusterView(node.name(), mode, seen)))
                .compose(on -> report(false));
    }

    @Override
    public Future<?> stop() {
        return report(true).otherwiseEmpty();
    }

    private Future<Void> report(boolean stopped) {
        DrainProgress.Snapshot drained = progress.now();
        long accepted = journal.end();
        NodeReport report = new NodeReport(
                journal.id(),
                node.name(),
                node.url(),
                node.roles(),
                node.version(),
                node.startedAt(),
                stopped,
                accepted,
                drained.stored(),
                drained.duplicates(),
                drained.setAside(),
                Math.max(0, accepted - drained.applied()));
        return nodes.report(report).onSuccess(done -> reported = true).onFailure(this::missed);
    }

    private void missed(Throwable cause) {
        if (reported) {
            LOG.warn("this node cannot report itself for now: {}", cause.getMessage());
        }
        reported = false;
    }
}
