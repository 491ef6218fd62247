package io.heliograph.gateway.rpc;

import io.heliograph.contracts.problems.Problem;
import io.heliograph.web.live.Outbound;
import io.heliograph.web.live.Sink;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts the documents of one subscription into notifications. */
final class SocketSink implements Sink {
    private static final String ENDED = "subscription.ended";

    private final Outbound outbound;
    private final String head;
    private final String id;
    private final Runnable onEnd;
    private final AtomicBoolean closed = new AtomicBoolean();

    SocketSink(Outbound outbound, String notification, String id, Runnable onEnd) {
        this.outbound = outbound;
        this.head = head(notification, id) + "\"result\":";
        this.id = id;
        this.onEnd = onEnd;
    }

    @Override
    public boolean offer(Buffer document) {
        if (closed.get()) {
            return true;
        }
        return outbound.offer(Buffer.buffer(head.length() + document.length() + 2)
                .appendString(head)
                .appendBuffer(document)
                .appendString("}}"));
    }

    @Override
    public void onRoom(Runnable ready) {
        outbound.onRoom(this, ready);
    }

    @Override
    public long waiting() {
        return outbound.waiting();
    }

    @Override
    public void end(Problem reason) {
        if (closed.compareAndSet(false, true)) {
            Buffer ended = Buffer.buffer(head(ENDED, id))
                    .appendString("\"error\":")
                    .appendBytes(Responses.json(Responses.errorOf(reason)))
                    .appendString("}}");
            outbound.onLoop(() -> {
                onEnd.run();
                outbound.send(ended);
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
