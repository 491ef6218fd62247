package io.heliograph.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;

/** Refuses a method that a path does not take, with those that it takes. */
public final class AllowedMethods {
    private final Router router;

    public AllowedMethods(Router router) {
        this.router = router;
    }

    public void refuse(RoutingContext http) {
        String[] path = http.normalizedPath().split("/");
        // A path that is there for upgrades to WebSocket alone does not take the method as it was asked.
        String allowed = router.getRoutes().stream()
                .filter(route -> route.methods() != null && isOf(route, path))
                .flatMap(route -> route.methods().stream())
                .filter(method -> !method.equals(http.request().method()))
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        http.response().putHeader(HttpHeaders.ALLOW, allowed);
        ProblemAnswers.forStatus(405).handle(http);
    }

    private static boolean isOf(Route route, String[] path) {
        String[] pattern = route.getPath().split("/");
        if (route.isExactPath() ? pattern.length != path.length : pattern.length > path.length) {
            return false;
        }
        for (int part = 0; part < pattern.length; part++) {
            if (!pattern[part].startsWith(":") && !pattern[part].equals(path[part])) {
                return false;
            }
        }
        return true;
    }
}
