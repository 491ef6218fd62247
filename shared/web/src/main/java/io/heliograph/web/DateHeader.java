package io.heliograph.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Puts the hub's time on every answer, so that callers can compare clocks; written anew once a second. */
public final class DateHeader {
    private final InstantSource clock;
    private CharSequence text;

    public DateHeader(Vertx vertx, InstantSource clock) {
        this.clock = clock;
        renew();
        vertx.setPeriodic(1_000, tick -> renew());
    }

    public void put(RoutingContext http) {
        http.response().putHeader(HttpHeaders.DATE, text);
    }

    private void renew() {
        text = HttpHeaders.createOptimized(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
