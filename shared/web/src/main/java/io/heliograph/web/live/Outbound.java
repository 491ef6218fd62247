package io.heliograph.web.live;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a socket still has to send. Counted from the moment it is handed in, by whichever thread. */
public final class Outbound {
    private final ServerWebSocket socket;
    private final Context context;
    private final long bound;
    private final Runnable onChange;
    private final AtomicLong waiting = new AtomicLong();
    private final Map<Object, Runnable> whenRoom = new LinkedHashMap<>();
    private long written;

    /** {@code onChange} runs on the socket's event loop whenever something was sent. */
    Outbound(ServerWebSocket socket, Context context, long bound, Runnable onChange) {
        this.socket = socket;
        this.context = context;
        this.bound = bound;
        this.onChange = onChange;
    }

    /** Sends an answer, whether or not there is room: whoever takes messages in looks at {@link #isFull} before. */
    public void send(Buffer text) {
        waiting.addAndGet(text.length());
        write(text);
    }

    /** Sends if there is room, or nothing else waits; from any thread. */
    public boolean offer(Buffer text) {
        long before = waiting.getAndAdd(text.length());
        if (before > 0 && before + text.length() > bound) {
            waiting.addAndGet(-text.length());
            return false;
        }
        onLoop(() -> write(text));
        return true;
    }

    /** Runs this once, on the socket's event loop, when half of the room is free; in place of the owner's last such wish. */
    public void onRoom(Object owner, Runnable ready) {
        onLoop(() -> {
            whenRoom.put(owner, ready);
            tellOfRoom();
        });
    }

    public boolean isFull() {
        return waiting.get() > bound;
    }

    public long waiting() {
        return waiting.get();
    }

    /** How many messages have left so far; stands still while the peer does not read. */
    long written() {
        return written;
    }

    public void onLoop(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }

    private void write(Buffer text) {
        socket.writeFrame(WebSocketFrame.textFrame(text.toString(StandardCharsets.UTF_8), true))
                .onComplete(sent -> {
                    waiting.addAndGet(-text.length());
                    written++;
                    onChange.run();
                    tellOfRoom();
                });
    }

    private void tellOfRoom() {
        if (whenRoom.isEmpty() || waiting.get() > bound / 2) {
            return;
        }
        List<Runnable> ready = new ArrayList<>(whenRoom.values());
        whenRoom.clear();
        ready.forEach(Runnable::run);
    }
}
