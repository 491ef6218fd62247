package io.heliograph.gateway.guard;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.intake.IdempotencyKey;
import io.heliograph.web.clients.PublicAddress;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Lets pages of the listed origins use the hub, and the hub's own; a request of any other page is refused unread. */
public final class Cors {
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, POST, PUT, DELETE");
    private static final CharSequence REQUEST_HEADERS = HttpHeaders.createOptimized(
            "Authorization, Content-Type, Content-Encoding, " + IdempotencyKey.HEADER + ", X-API-KEY, X-Request-Id");
    private static final CharSequence ANSWER_HEADERS =
            HttpHeaders.createOptimized("X-Request-Id, Retry-After, Content-Disposition");
    private static final CharSequence SECONDS = HttpHeaders.createOptimized("600");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence VARY_PREFLIGHT =
            HttpHeaders.createOptimized("Access-Control-Request-Method, Access-Control-Request-Headers");

    private final Origins origins;

    public Cors(Origins origins) {
        this.origins = origins;
    }

    public void handle(RoutingContext http) {
        HttpServerResponse response = http.response();
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = http.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || origin.equals(PublicAddress.of(http).origin())) {
            http.next();
            return;
        }
        if (!allow(origin, response)) {
            throw new Refused(ProblemKind.FOREIGN_ORIGIN, "Pages of this origin are not among http.allowed-origins.");
        }
        if (http.request().method() == HttpMethod.OPTIONS
                && http.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            answerPreflight(response);
            return;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        http.next();
    }

    private boolean allow(String origin, HttpServerResponse response) {
        if (origins.contain(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            return true;
        }
        if (origins.any()) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        }
        return origins.any();
    }

    private static void answerPreflight(HttpServerResponse response) {
        response.headers().add(HttpHeaders.VARY, VARY_PREFLIGHT);
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS)
                .end();
    }
}
