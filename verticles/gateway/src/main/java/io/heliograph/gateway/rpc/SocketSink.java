package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Outbound;
import io.heliograph.web.live.Sink;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Puts the documents of one subscription into messages of its socket. */
final class SocketSink implements Sink {
    private static final String ENDED = "subscription.ended";

    private final Outbound outbound;
    private final String head;
    private final String tail;
    private final Function<Problem, Buffer> ended;
    private final Runnable onEnd;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code head} and {@code tail} make a message of a document; {@code ended} says why none follows. */
    SocketSink(Outbound outbound, String head, String tail, Function<Problem, Buffer> ended, Runnable onEnd) {
        this.outbound = outbound;
        this.head = head;
        this.tail = tail;
        this.ended = ended;
        this.onEnd = onEnd;
    }

    /** Puts them into notifications. */
    static SocketSink notifying(Outbound outbound, String notification, String id, Runnable onEnd) {
        return new SocketSink(
                outbound,
                head(notification, id) + "\"result\":",
                "}}",
                reason -> Buffer.buffer(head(ENDED, id))
                        .appendString("\"error\":")
                        .appendBytes(Responses.json(Responses.errorOf(reason)))
                        .appendString("}}"),
                onEnd);
    }

    @Override
    public boolean offer(Buffer document) {
        if (closed.get()) {
            return true;
        }
        return outbound.offer(Buffer.buffer(head.length() + document.length() + tail.length())
                .appendString(head)
                .appendBuffer(document)
                .appendString(tail));
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        return closed.get() || outbound.hasRoomFor(head.length() + bytes + tail.length());
    }

    @Override
    public void onRoom(long bytes, Runnable ready) {
        outbound.onRoom(this, head.length() + bytes + tail.length(), ready);
    }

    @Override
    public long waiting() {
        return outbound.waiting();
    }

    @Override
    public void end(Problem reason) {
        if (closed.compareAndSet(false, true)) {
            Buffer last = ended.apply(reason);
            outbound.onLoop(() -> {
                onEnd.run();
                outbound.send(last);
            });
        }
    }

    /** The reader wants no more; what is offered from now on goes nowhere. */
    void close() {
        closed.set(true);
    }

    boolean isClosed() {
        return closed.get();
    }

    private static String head(String method, String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{\"subscription\":\"" + id + "\",";
    }
}
