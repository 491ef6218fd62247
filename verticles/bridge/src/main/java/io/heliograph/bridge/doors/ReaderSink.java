package io.heliograph.bridge.doors;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Sink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** What waits for one reader, counted until the connection has taken it. */
final class ReaderSink implements Sink {
    private final Context context;
    private final long bound;
    private final Function<Buffer, Future<Void>> write;
    private final Consumer<Problem> onEnd;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable whenRoom;

    /** Both run on the context: {@code write} sends a document, {@code onEnd} tells the reader why nothing follows. */
    ReaderSink(Context context, long bound, Function<Buffer, Future<Void>> write, Consumer<Problem> onEnd) {
        this.context = context;
        this.bound = bound;
        this.write = write;
        this.onEnd = onEnd;
    }

    @Override
    public boolean offer(Buffer document) {
        if (closed.get()) {
            return true;
        }
        int length = document.length();
        long before = waiting.getAndAdd(length);
        if (before > 0 && before + length > bound) {
            waiting.addAndGet(-length);
            return false;
        }
        onLoop(() -> write.apply(document).onComplete(sent -> {
            waiting.addAndGet(-length);
            tellOfRoom();
        }));
        return true;
    }

    @Override
    public void onRoom(Runnable ready) {
        onLoop(() -> {
            whenRoom = ready;
            tellOfRoom();
        });
    }

    @Override
    public long waiting() {
        return waiting.get();
    }

    @Override
    public void end(Problem reason) {
        if (closed.compareAndSet(false, true)) {
            onLoop(() -> onEnd.accept(reason));
        }
    }

    /** The reader is gone; false if that was known. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    private void tellOfRoom() {
        if (whenRoom != null && waiting.get() <= bound / 2) {
            Runnable ready = whenRoom;
            whenRoom = null;
            ready.run();
        }
    }

    private void onLoop(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(now -> task.run());
        }
    }
}
