package io.heliograph.bridge.doors;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Outbound;
import io.heliograph.web.live.Sink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** The documents of one reader, who has a connection to himself. */
final class ReaderSink implements Sink {
    private static final Runnable NOBODY_ELSE = () -> {};

    private final Outbound outbound;
    private final Consumer<Problem> onEnd;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Both run on the context: {@code write} sends a document, {@code onEnd} tells the reader why nothing follows. */
    ReaderSink(Context context, long bound, Function<Buffer, Future<Void>> write, Consumer<Problem> onEnd) {
        this.onEnd = onEnd;
        outbound = new Outbound(write, context, bound, NOBODY_ELSE);
    }

    @Override
    public boolean offer(Buffer document) {
        return closed.get() || outbound.offer(document);
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        return closed.get() || outbound.hasRoomFor(bytes);
    }

    @Override
    public void onRoom(long bytes, Runnable ready) {
        outbound.onRoom(this, bytes, ready);
    }

    @Override
    public long waiting() {
        return outbound.waiting();
    }

    @Override
    public void end(Problem reason) {
        if (closed.compareAndSet(false, true)) {
            outbound.onLoop(() -> onEnd.accept(reason));
        }
    }

    /** The reader is gone; false if that was known. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }
}
