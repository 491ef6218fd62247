package io.heliograph.acp;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.store.Database;
import java.time.Duration;
import java.time.InstantSource;

/** One node's part of the messages between agents: what serves them, and what doors for connected agents need of it. */
public final class AcpNode {
    private final Parts node;
    private final AcpParts parts;
    private final AcpVerticle verticle;

    /** What a node has of which this needs a part. A timestamp is believed up to {@code maxAhead} of the hub's clock. */
    public record Parts(
            Bus bus, String node, Database database, EventPort events, Duration maxAhead, InstantSource clock) {}

    /** A project may hold {@code share} percent of what is shared. */
    public AcpNode(AcpConfig config, Parts node, int share) {
        this.node = node;
        parts = AcpParts.of(
                config, node.bus(), node.node(), node.database(), node.events(), node.maxAhead(), share, node.clock());
        verticle = new AcpVerticle(config, parts);
    }

    /** To be deployed once. */
    public AcpVerticle verticle() {
        return verticle;
    }

    public Parts node() {
        return node;
    }

    public Handout handout() {
        return parts.handout();
    }

    public Doorbell doorbell() {
        return parts.doorbell();
    }

    public Sessions sessions() {
        return parts.live();
    }
}
