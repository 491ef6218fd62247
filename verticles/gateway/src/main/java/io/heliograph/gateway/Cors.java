package io.heliograph.gateway;

import io.heliograph.intake.IdempotencyKey;
import io.heliograph.web.live.Upgrades;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/** Lets browsers of the listed origins in; no other origin gets an answer that it could read. */
final class Cors {
    private Cors() {}

    static Handler<RoutingContext> allowing(List<String> origins) {
        CorsHandler cors = CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
                .allowedHeaders(
                        Set.of("Content-Type", "Content-Encoding", IdempotencyKey.HEADER, "X-API-KEY", "X-Request-Id"))
                .exposedHeaders(Set.of("X-Request-Id", "Retry-After"))
                .maxAgeSeconds(600);
        if (origins.contains("*")) {
            cors.addOriginWithRegex(".*");
        } else {
            origins.forEach(cors::addOrigin);
        }
        return http -> {
            // Who may open a socket is for those who open it to say: pages of the hub itself bring an origin too.
            if (Upgrades.isToWebSocket(http.request())) {
                http.next();
            } else {
                cors.handle(http);
            }
        };
    }
}
