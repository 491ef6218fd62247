package io.heliograph.bridge.telemetry;

import io.heliograph.web.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A text frame that is encoded once, however many sockets it goes to: a frame of Vert.x is encoded and copied for each of them.
 * Its bytes lie outside the heap, from where the kernel takes them, and go when nobody holds it any more.
 */
final class SharedFrame {
    private static final byte WHOLE_TEXT = (byte) 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEAD = 10;

    private static final List<Class<? extends ChannelHandler>> LOOKERS_ON =
            List.of(ChunkedWriteHandler.class, IdleStateHandler.class);

    private final ByteBuf bytes;

    private SharedFrame(ByteBuffer frame) {
        bytes = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(frame));
    }

    /** The text is UTF-8. */
    static SharedFrame of(Buffer text) {
        ByteBuffer frame =
                ByteBuffer.allocateDirect(LONGEST_HEAD + text.length()).put(WHOLE_TEXT);
        if (text.length() < TWO_BYTES) {
            frame.put((byte) text.length());
        } else if (text.length() < 1 << Short.SIZE) {
            frame.put((byte) TWO_BYTES).putShort((short) text.length());
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(text.length());
        }
        return new SharedFrame(frame.put(text.getBytes()).flip());
    }

    /** Where frames are written to that are encoded already: what lies below the connection of a WebSocket. */
    static Channel below(HttpConnection connection) {
        Channel channel = Channels.of(connection);
        // They are for files, packed answers and idle clients, and would look at every frame of a socket that pings by
        // itself.
        LOOKERS_ON.stream().filter(each -> channel.pipeline().get(each) != null).forEach(channel.pipeline()::remove);
        return channel;
    }

    /** On the channel's event loop; completes once the kernel has it all. */
    Future<Void> writeTo(Channel channel) {
        Promise<Void> written = Promise.promise();
        channel.writeAndFlush(bytes.duplicate()).addListener(done -> {
            if (done.isSuccess()) {
                written.complete();
            } else {
                written.fail(done.cause());
            }
        });
        return written.future();
    }
}
