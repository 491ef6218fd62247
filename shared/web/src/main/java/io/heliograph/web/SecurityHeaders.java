package io.heliograph.web;

import io.vertx.ext.web.RoutingContext;

/** What every answer tells a browser not to do. */
public final class SecurityHeaders {
    private static final String NO_FOREIGN_CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private SecurityHeaders() {}

    public static void handle(RoutingContext http) {
        http.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", NO_FOREIGN_CONTENT);
        http.next();
    }
}
