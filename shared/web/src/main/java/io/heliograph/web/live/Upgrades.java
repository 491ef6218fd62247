package io.heliograph.web.live;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.web.Channels;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Locale;

/** Requests that want to become a WebSocket; clients ask for HTTP/2 in the same way. */
public final class Upgrades {
    private Upgrades() {}

    public static boolean isToWebSocket(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            return false;
        }
        String connection = request.getHeader(HttpHeaders.CONNECTION);
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }

    /** Makes a WebSocket of a request, or fails with the problem to answer with. Of the request, the socket keeps nothing. */
    public static Future<ServerWebSocket> toWebSocket(HttpServerRequest request) {
        Channel channel = Channels.of(request.connection());
        return request.toWebSocket()
                .onSuccess(upgraded -> Channels.forgetHandshake(channel))
                .recover(cause -> Future.failedFuture(
                        new Refused(ProblemKind.INVALID_PARAMETER, "This is no upgrade to WebSocket 13.")));
    }
}
