package io.heliograph.web.access;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.clients.ClientAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Finds out who calls, before anything else is done for them. */
public final class Authentication {
    private static final String CALLER = Caller.class.getName();

    private final Authenticator authenticator;

    public Authentication(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    public void handle(RoutingContext http) {
        Future<Caller> caller = authenticator.from(ClientAddress.of(http)).authenticate(Credentials.of(http));
        if (caller.succeeded()) {
            enter(http, caller.result());
            return;
        }
        if (caller.failed()) {
            http.fail(caller.cause());
            return;
        }
        // The body waits until the caller is known and whoever reads it has set its handlers.
        http.request().pause();
        caller.onSuccess(known -> {
                    enter(http, known);
                    http.request().resume();
                })
                .onFailure(http::fail);
    }

    public static Caller caller(RoutingContext http) {
        return http.get(CALLER);
    }

    private static void enter(RoutingContext http, Caller caller) {
        http.put(CALLER, caller);
        http.next();
    }
}
