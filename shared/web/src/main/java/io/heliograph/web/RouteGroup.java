package io.heliograph.web;

import io.vertx.ext.web.Router;

/** Routes that belong together. A module that has doors of its own offers one; the gateway mounts it. */
@FunctionalInterface
public interface RouteGroup {
    void mount(Router router);
}
