package io.heliograph.web.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Tells requests that want to become a WebSocket from others; clients ask for HTTP/2 in the same way. */
public final class Upgrades {
    private Upgrades() {}

    public static boolean isToWebSocket(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            return false;
        }
        String connection = request.getHeader(HttpHeaders.CONNECTION);
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }
}
