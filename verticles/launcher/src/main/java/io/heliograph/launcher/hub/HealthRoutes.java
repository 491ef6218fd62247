package io.heliograph.launcher.hub;

import io.heliograph.web.Answers;
import io.heliograph.web.Reads;
import io.heliograph.web.RouteGroup;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the hub lives, and whether it is ready: open to everybody, since load balancers carry no key. */
public final class HealthRoutes implements RouteGroup {
    private final Supplier<Future<List<Part>>> parts;
    private final Supplier<String> warning;

    /** One thing the hub consists of, what is wrong with it (null if nothing is), and whether it is ready only without that. */
    public record Part(String name, String trouble, boolean needed) {
        public Part(String name, String trouble) {
            this(name, trouble, true);
        }

        boolean isReady() {
            return trouble == null;
        }
    }

    private record Readiness(String status, List<State> parts) {}

    private record State(String name, boolean ready, String reason) {}

    /** {@code warning} is what an operator should see to although everything works; null for nothing. */
    public HealthRoutes(Supplier<Future<List<Part>>> parts, Supplier<String> warning) {
        this.parts = parts;
        this.warning = warning;
    }

    @Override
    public void mount(Router router) {
        Reads.at(router, "/health").handler(this::health);
        Reads.at(router, "/health/live").handler(http -> Answers.send(http, 200, Map.of("status", "live")));
        Reads.at(router, "/health/ready").handler(this::ready);
    }

    private void health(RoutingContext http) {
        String seeTo = warning.get();
        Answers.send(
                http, 200, seeTo == null ? Map.of("status", "healthy") : Map.of("status", "healthy", "warning", seeTo));
    }

    private void ready(RoutingContext http) {
        parts.get()
                .onSuccess(all -> {
                    List<State> states = all.stream()
                            .map(part -> new State(part.name(), part.isReady(), part.trouble()))
                            .toList();
                    boolean ready = all.stream().filter(Part::needed).allMatch(Part::isReady);
                    Answers.send(http, ready ? 200 : 503, new Readiness(ready ? "ready" : "not ready", states));
                })
                .onFailure(http::fail);
    }
}
