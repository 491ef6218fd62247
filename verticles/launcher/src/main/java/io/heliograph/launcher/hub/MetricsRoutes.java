package io.heliograph.launcher.hub;

import io.heliograph.web.Answers;
import io.heliograph.web.RouteGroup;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;

/** GET /metrics in Prometheus' text format. */
public final class MetricsRoutes implements RouteGroup {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void mount(Router router) {
        router.get("/metrics").handler(http -> Answers.send(http, 200, CONTENT_TYPE, Buffer.buffer(metrics.scrape())));
    }
}
