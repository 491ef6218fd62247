package io.heliograph.launcher.meters;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.web.Answers;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.heliograph.web.access.Authentication;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** GET /metrics in Prometheus' text format: all of it for who manages all projects, what is his own for anybody else. */
public final class MetricsRoutes implements RouteGroup {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void mount(Router router) {
        Reads.at(router, "/metrics").handler(this::scrape);
    }

    private void scrape(RoutingContext http) {
        Caller caller = Authentication.caller(http);
        caller.require(Scope.METRICS_READ);
        String all = metrics.scrape();
        String his = caller.may(Scope.PROJECTS_MANAGE) ? all : OwnMetrics.of(caller.project(), all);
        Answers.send(http, 200, CONTENT_TYPE, Buffer.buffer(his));
    }
}
