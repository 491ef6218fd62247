package io.heliograph.gateway.rpc;

import io.heliograph.gateway.Calls;
import io.heliograph.gateway.Ingestion;
import io.heliograph.gateway.documents.OpenRpcDocument;
import io.heliograph.web.Bodies;
import io.heliograph.web.Refusals;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Subscribable;
import io.vertx.core.Vertx;
import java.util.List;

/** JSON-RPC 2.0 at /rpc, by POST and by WebSocket, and the same by SockJS at /eventbus. One for a node; what is open on it is counted here. */
public final class RpcDoor {
    private final RpcRoutes posts;
    private final RpcSockets sockets;
    private final BridgeRoutes bridge;
    private final SharedRoom places;

    /** What a node has of which the door needs a part. {@code inFlight} is the room of all bodies. */
    public record Parts(
            Bodies bodies,
            Calls calls,
            Ingestion ingestion,
            Refusals refusals,
            Authenticator authenticator,
            SharedRoom inFlight,
            List<Subscribable<?, ?>> offered,
            Expiries expiries) {}

    /** A project may hold {@code share} percent of the sockets. */
    public RpcDoor(Vertx vertx, RpcConfig config, BridgeConfig bridging, Parts parts, int share, String version) {
        Exchange exchange = new Exchange(vertx, config, parts.refusals());
        OpenRpcDocument document = new OpenRpcDocument(version);
        RpcMethods methods = new RpcMethods(vertx, parts.calls(), parts.ingestion(), document::bytes);
        places = new SharedRoom(config.sockets().most(), share);
        posts = new RpcRoutes(parts.bodies(), exchange, methods);
        SocketParts common = new SocketParts(
                config.sockets(),
                exchange,
                methods,
                parts.offered(),
                parts.authenticator(),
                places,
                parts.inFlight(),
                parts.expiries());
        sockets = new RpcSockets(common);
        bridge = new BridgeRoutes(vertx, bridging, common);
    }

    /** The routes that come before anybody asks for a credential. */
    public RouteGroup open() {
        return router -> {
            sockets.open().mount(router);
            bridge.open().mount(router);
        };
    }

    public RouteGroup guarded() {
        return router -> {
            sockets.guarded().mount(router);
            posts.mount(router);
            bridge.guarded().mount(router);
        };
    }

    /** The sockets that are open. */
    public SharedRoom sockets() {
        return places;
    }
}
