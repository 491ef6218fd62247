package io.heliograph.web.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    private final Map<Object, Wish> whenRoom = new LinkedHashMap<>();
    private long written;

    private record Wish(long bytes, Runnable ready) {}

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
        if (!fits(waiting.getAndAdd(text.length()), text.length())) {
            waiting.addAndGet(-text.length());
            return false;
        }
        onLoop(() -> write(text));
        return true;
    }

    /** Whether so many bytes would be taken now. */
    public boolean hasRoomFor(long bytes) {
        return fits(waiting.get(), bytes);
    }

    private boolean fits(long before, long bytes) {
        return before == 0 || before + bytes <= bound;
    }

    /**
     * Runs this once, on the socket's event loop, when so many bytes would be taken and half of the room is free; in place of
     * the owner's last such wish.
     */
    public void onRoom(Object owner, long bytes, Runnable ready) {
        onLoop(() -> {
            whenRoom.put(owner, new Wish(bytes, ready));
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
        List<Wish> granted = whenRoom.values().stream()
                .filter(wish -> hasRoomFor(wish.bytes()))
                .toList();
        whenRoom.values().removeAll(granted);
        granted.forEach(wish -> wish.ready().run());
    }
}
