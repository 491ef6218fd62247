package io.heliograph.bridge.telemetry;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Live payloads by WebSocket, also at the paths that older dashboards know, and by server-sent events. Whoever wants
 * neither at /telemetry/live is answered as a call, by the routes that are mounted after these.
 */
public final class LiveRoutes implements RouteGroup {
    private static final String PATH = "/telemetry/live";
    private static final String EVENT_STREAM = "text/event-stream";

    private final LiveFeed feed;
    private final Expiries expiries;

    public LiveRoutes(LiveFeed feed, Expiries expiries) {
        this.feed = feed;
        this.expiries = expiries;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(this::any);
        router.get(PATH + "/ws/telemetry").handler(this::socket);
        router.get("/ws/telemetry").handler(this::socket);
    }

    private void any(RoutingContext http) {
        String accept = http.request().getHeader(HttpHeaders.ACCEPT);
        if (Upgrades.isToWebSocket(http.request())) {
            socket(http);
        } else if (accept != null && accept.contains(EVENT_STREAM)) {
            new LiveEventSource(http, feed, caller(http), expiries).begin();
        } else {
            http.next();
        }
    }

    private void socket(RoutingContext http) {
        Caller caller = caller(http);
        if (!Upgrades.isToWebSocket(http.request())) {
            throw new Refused(
                    ProblemKind.INVALID_PARAMETER, "This path is a WebSocket; GET /telemetry/live answers with JSON.");
        }
        Runnable place = feed.claim(caller);
        Upgrades.toWebSocket(http.request())
                .onSuccess(socket -> new LiveSocket(http, socket, feed, caller, place, expiries).begin())
                .onFailure(cause -> {
                    place.run();
                    http.fail(cause);
                });
    }

    private Caller caller(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        caller.require(feed.begin().scope());
        return caller;
    }
}
