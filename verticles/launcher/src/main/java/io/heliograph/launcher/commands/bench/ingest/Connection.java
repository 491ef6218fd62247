package io.heliograph.launcher.commands.bench.ingest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** One connection to the hub that has one request under way at the most. Belongs to the event loop. */
final class Connection {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final NetClient client;
    private final Load load;
    private final Requests requests;
    private final Listener listener;
    private NetSocket socket;
    private Buffer received;
    private boolean busy;
    private long due;
    private long sent;

    /** Told what becomes of a connection. */
    interface Listener {
        void opened(Connection connection);

        /** The connection is to be opened again if the hub ends it with this answer, as after a body that it did not read. */
        void answered(Connection connection, Reply reply);

        /** The connection is of no use until it is opened again. */
        void broken(Connection connection, boolean withRequest, String kind);
    }

    Connection(NetClient client, Load load, Requests requests, Listener listener) {
        this.client = client;
        this.load = load;
        this.requests = requests;
        this.listener = listener;
    }

    void open() {
        client.connect(load.port(), load.host())
                .onSuccess(this::opened)
                .onFailure(failure -> listener.broken(this, false, "cannot connect"));
    }

    private void opened(NetSocket opened) {
        socket = opened;
        received = null;
        opened.handler(bytes -> received(opened, bytes));
        opened.exceptionHandler(failure -> opened.close());
        opened.closeHandler(closed -> lost(opened, "connection broken"));
        listener.opened(this);
    }

    void send(long dueNanos, long now) {
        due = dueNanos;
        sent = now;
        busy = true;
        socket.write(requests.next());
    }

    /** When its last request was due. */
    long due() {
        return due;
    }

    boolean busy() {
        return busy;
    }

    boolean isOpen() {
        return socket != null;
    }

    /** Gives up a request that was sent before this time. */
    void giveUpBefore(long oldest) {
        if (busy && sent - oldest < 0) {
            lost(socket, "no answer in time");
        }
    }

    private void received(NetSocket from, Buffer bytes) {
        if (from != socket) {
            return;
        }
        received = received == null ? bytes : received.copy().appendBuffer(bytes);
        try {
            Reply reply = busy ? Reply.read(received) : null;
            if (reply != null) {
                received = null;
                busy = false;
                if (reply.closes()) {
                    socket = null;
                    from.close();
                }
                listener.answered(this, reply);
            } else if (received.length() > LONGEST_ANSWER) {
                lost(from, "answer too long");
            }
        } catch (IllegalArgumentException e) {
            lost(from, "answer not understood");
        }
    }

    private void lost(NetSocket which, String kind) {
        if (which != socket) {
            return;
        }
        boolean withRequest = busy;
        socket = null;
        busy = false;
        which.close();
        listener.broken(this, withRequest, kind);
    }
}
