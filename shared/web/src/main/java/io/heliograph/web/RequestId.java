package io.heliograph.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Gives every request an id, its sender's if that is a plain word, and answers with it. */
public final class RequestId {
    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    public static void put(RoutingContext http) {
        String sent = http.request().getHeader(HEADER);
        http.response().putHeader(HEADER, sent != null && PLAIN.matcher(sent).matches() ? sent : made());
    }

    /** Unique, which is all it has to be: a secret would cost every request a turn at the system's source of randomness. */
    static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000, random.nextLong() >>> 2 | 1L << 63).toString();
    }

    public static String of(RoutingContext http) {
        return http.response().headers().get(HEADER);
    }
}
