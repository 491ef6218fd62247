package io.heliograph.acp;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.store.Database;
import java.time.Duration;
import java.time.InstantSource;

/** One node's part of the messages between agents: what serves them, and the doors for those who stay connected. */
public final class AcpNode {
    private final AcpVerticle verticle;

    /** {@code maxAhead} is how far ahead of the hub's clock a timestamp is believed. */
    public AcpNode(
            AcpConfig config,
            Bus bus,
            String node,
            Database database,
            EventPort events,
            Duration maxAhead,
            int projectShare,
            InstantSource clock) {
        AcpParts parts = AcpParts.of(config, bus, node, database, events, maxAhead, projectShare, clock);
        verticle = new AcpVerticle(config, parts);
    }

    /** To be deployed once. */
    public AcpVerticle verticle() {
        return verticle;
    }
}
