package io.heliograph.gateway.rpc;

import io.heliograph.web.access.Authenticator;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Subscribable;
import java.util.List;

/** What the sockets of a node have in common; {@code places} is how many may be open, {@code inFlight} the bytes of all bodies. */
record SocketParts(
        RpcConfig.Sockets config,
        Exchange exchange,
        RpcMethods methods,
        List<Subscribable<?, ?>> offered,
        Authenticator authenticator,
        SharedRoom places,
        SharedRoom inFlight,
        Expiries expiries) {
    SocketParts {
        offered = List.copyOf(offered);
    }
}
