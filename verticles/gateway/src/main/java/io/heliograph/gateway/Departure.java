package io.heliograph.gateway;

import io.vertx.ext.web.RoutingContext;

/** Tells when a caller is there no more, so that nothing goes on waiting for him. Used on his event loop. */
@FunctionalInterface
public interface Departure {
    /** Tells this once, at once if he is gone already; what is given back forgets it. */
    Runnable tell(Runnable gone);

    /** Of whoever waits for the answer to a request. */
    static Departure of(RoutingContext http) {
        return gone -> {
            if (http.response().closed()) {
                gone.run();
                return () -> {};
            }
            int handler = http.addEndHandler(ended -> gone.run());
            return () -> http.removeEndHandler(handler);
        };
    }
}
