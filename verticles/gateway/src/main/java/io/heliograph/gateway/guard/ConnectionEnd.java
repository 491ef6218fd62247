package io.heliograph.gateway.guard;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * The end of a connection, whatever became of it. Vert.x tells of it only those that stay HTTP: one that was upgraded to a
 * WebSocket belongs to the socket from then on, and would be counted for ever.
 */
final class ConnectionEnd {
    private ConnectionEnd() {}

    /** Runs it on the connection's event loop when the connection has ended. */
    static void of(HttpConnection connection, Runnable left) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .closeFuture()
                .addListener(closed -> left.run());
    }
}
