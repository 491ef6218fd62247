package io.heliograph.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Is told how each request was answered, and how long that took. A WebSocket is no answer, and is not timed. */
@FunctionalInterface
public interface RequestTimes {
    /** The status that proxies write down for a caller who left before the answer. */
    int GONE = 499;

    void took(HttpMethod method, int status, long nanos);

    /** Times a request from here until its answer is out. */
    default void start(RoutingContext http) {
        long began = System.nanoTime();
        http.addEndHandler(sent -> {
            if (sent.succeeded() || !http.request().headers().contains(HttpHeaders.UPGRADE)) {
                int status = sent.succeeded() ? http.response().getStatusCode() : GONE;
                took(http.request().method(), status, System.nanoTime() - began);
            }
        });
    }
}
