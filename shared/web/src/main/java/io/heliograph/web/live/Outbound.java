package io.heliograph.web.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What a socket still has to send. Counted from the moment it is handed in, by whichever thread. */
public final class Outbound {
    private final Function<Buffer, Future<Void>> transport;
    private final Context context;
    private final long bound;
    private final Runnable onChange;
    private final AtomicLong waiting = new AtomicLong();
    private final Map<Object, Runnable> whenRoom = new LinkedHashMap<>();
    private long written;

    /** {@code transport} sends one message; {@code onChange} runs on the socket's event loop whenever something was sent. */
    public Outbound(Function<Buffer, Future<Void>> transport, Context context, long bound, Runnable onChange) {
        this.transport = transport;
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
    public long written() {
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
        transport.apply(text).onComplete(sent -> {
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
