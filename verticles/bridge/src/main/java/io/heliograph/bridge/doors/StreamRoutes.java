package io.heliograph.bridge.doors;

import io.heliograph.bridge.StreamConfig;
import io.heliograph.contracts.events.EventSubscription;
import io.heliograph.contracts.events.EventsSubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.HttpAudit;
import io.heliograph.web.Inputs;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.heliograph.web.live.Expiries;
import io.heliograph.web.live.Subscribable;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** GET /stream: accepted events as they come, as server-sent events or over a WebSocket. */
public final class StreamRoutes implements RouteGroup {
    private static final String PATH = "/stream";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** Not a filter, but who asks. */
    private static final String TICKET = "ticket";

    private final StreamConfig config;
    private final Expiries expiries;
    private final Subscribable<EventSubscription, EventsSubscribed> feed;

    public StreamRoutes(
            StreamConfig config, Subscribable<EventSubscription, EventsSubscribed> feed, Expiries expiries) {
        this.config = config;
        this.expiries = expiries;
        this.feed = feed;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(this::accept);
    }

    private void accept(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        caller.require(feed.begin().scope());
        EventSubscription wanted = wanted(http);
        if (Upgrades.isToWebSocket(http.request())) {
            Upgrades.toWebSocket(http.request())
                    .onSuccess(socket -> new SocketReader(http.vertx(), socket, config, expiries)
                            .begin(feed, caller, wanted, refused -> HttpAudit.refused(http, refused)))
                    .onFailure(http::fail);
        } else if (takesEvents(http.request())) {
            new EventSourceReader(http, config, expiries).begin(feed, caller, wanted);
        } else {
            throw new Refused(
                    ProblemKind.INVALID_PARAMETER, "Ask with Accept: text/event-stream, or upgrade to a WebSocket.");
        }
    }

    /** A browser that comes back by itself says in a header where it was, which is later than what its address says. */
    private static EventSubscription wanted(RoutingContext http) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(http.queryParams());
        query.remove(TICKET);
        String last = http.request().getHeader(LAST_EVENT_ID);
        if (last != null && !last.isEmpty()) {
            query.set("resume", last);
        }
        return Inputs.read(EventSubscription.class, http.pathParams(), query);
    }

    private static boolean takesEvents(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(EVENT_STREAM);
    }
}
