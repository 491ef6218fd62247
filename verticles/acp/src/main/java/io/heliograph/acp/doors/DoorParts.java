package io.heliograph.acp.doors;

import io.heliograph.acp.Doorbell;
import io.heliograph.acp.Handout;
import io.heliograph.acp.Sessions;
import io.heliograph.contracts.bus.Bus;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import java.util.function.LongSupplier;

/** What a node has for connected agents: {@code places} for them, and the room of all bodies for what they say. */
record DoorParts(
        DoorConfig config,
        Bus bus,
        String node,
        Handout handout,
        Doorbell doorbell,
        Sessions sessions,
        SharedRoom places,
        SharedRoom inFlight,
        Expiries expiries,
        LongSupplier nanos) {}
