package io.heliograph.web;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id, its sender's if that is a plain word, and answers with it. */
public final class RequestId {
    private static final String HEADER = "X-Request-Id";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    public static void handle(RoutingContext http) {
        String sent = http.request().getHeader(HEADER);
        String id = sent != null && PLAIN.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        http.response().putHeader(HEADER, id);
        http.next();
    }

    static String of(RoutingContext http) {
        return http.response().headers().get(HEADER);
    }
}
