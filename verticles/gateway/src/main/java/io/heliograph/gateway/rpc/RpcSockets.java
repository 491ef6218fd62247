package io.heliograph.gateway.rpc;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.access.Authenticator;
import io.heliograph.web.access.Credential;
import io.heliograph.web.clients.ClientAddress;
import io.heliograph.web.limits.Overload;
import io.heliograph.web.limits.SharedRoom;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The upgrades at /rpc. One that brings a credential goes the way of every guarded call; one that brings none opens as
 * whoever may come without, or has to log in by its first message.
 */
final class RpcSockets {
    /** Those who have not said yet whose they are share the room of one project. */
    static final String NOBODY = "(not logged in)";

    private static final List<String> CREDENTIALS = List.of("X-API-KEY", "Authorization");

    private final SocketParts parts;

    RpcSockets(SocketParts parts) {
        this.parts = parts;
    }

    /** Where upgrades arrive, before anybody asks for a credential. */
    RouteGroup open() {
        return router -> upgrades(router, this::arrive);
    }

    /** Where they go on once it is known who they are. */
    RouteGroup guarded() {
        return router -> upgrades(router, http -> accept(http, Authentication.caller(http)));
    }

    private static void upgrades(Router router, Handler<RoutingContext> handler) {
        router.get(RpcRoutes.PATH).handler(http -> {
            if (Upgrades.isToWebSocket(http.request())) {
                handler.handle(http);
            } else {
                http.next();
            }
        });
    }

    private void arrive(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (bringsCredential(request)) {
            http.next();
            return;
        }
        request.pause();
        parts.authenticator()
                .from(ClientAddress.of(http))
                .authenticate(Credential.NONE)
                .onComplete(known -> accept(http, known.result()));
    }

    /** The caller is null where one has to log in. */
    private void accept(RoutingContext http, Caller caller) {
        SharedRoom.Claim place = parts.places().claim(caller == null ? NOBODY : caller.project());
        if (!place.tryGrow(1)) {
            http.fail(Overload.refused("As many sockets are open as may be (rpc.max-sockets)."));
            return;
        }
        RpcAudit audit = RpcAudit.of(http, "rpc-socket");
        Authenticator authenticator = parts.authenticator().from(ClientAddress.of(http));
        Upgrades.toWebSocket(http.request())
                .onSuccess(
                        socket -> new RpcSocket(http.vertx(), socket, parts, authenticator, audit).begin(caller, place))
                .onFailure(cause -> {
                    place.release();
                    http.fail(cause);
                });
    }

    private static boolean bringsCredential(HttpServerRequest request) {
        return CREDENTIALS.stream().anyMatch(request.headers()::contains)
                || request.query() != null && ("&" + request.query()).contains("&ticket=");
    }
}
