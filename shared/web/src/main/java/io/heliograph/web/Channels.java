package io.heliograph.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.lang.reflect.Field;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies below Vert.x. Nothing else reaches into it, so that this is what a new version of it has to be held against. */
public final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final Optional<Field> HANDSHAKE = handshake();

    private Channels() {}

    /** The channel of a connection, which stays the same when the connection becomes a WebSocket. */
    public static Channel of(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    /**
     * Lets go of the request that became this WebSocket. Its handler keeps what made the socket for as long as it is open, and
     * with it the connection that it was before: another 7 KiB for each socket, for which nobody has a use any more.
     */
    public static void forgetHandshake(Channel webSocket) {
        VertxHandler<?> handler = webSocket.pipeline().get(VertxHandler.class);
        if (handler != null && HANDSHAKE.isPresent()) {
            try {
                HANDSHAKE.get().set(handler, null);
            } catch (IllegalAccessException e) {
                LOG.debug("a WebSocket keeps its request", e);
            }
        }
    }

    /**
     * Ends a WebSocket with 1007 at the first text that is not UTF-8. For sockets of which only texts are seen here: what makes
     * texts of their bytes puts something else in the place of what is none.
     */
    public static void checkTexts(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext vertx = pipeline.context(VertxHandler.class);
        if (vertx != null && pipeline.get(Utf8FrameValidator.class) == null) {
            pipeline.addBefore(vertx.name(), null, new Utf8FrameValidator());
        }
    }

    private static Optional<Field> handshake() {
        try {
            Field made = VertxHandler.class.getDeclaredField("connectionFactory");
            made.setAccessible(true);
            return Optional.of(made);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("WebSockets keep their requests", e);
            return Optional.empty();
        }
    }
}
