package io.heliograph.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** Routes that answer GET, and HEAD with the same head: load balancers, monitors and {@code curl -I} ask by it. */
public final class Reads {
    private Reads() {}

    public static Route at(Router router, String path) {
        return router.get(path).method(HttpMethod.HEAD);
    }
}
