package io.heliograph.bridge.telemetry;

import io.heliograph.web.live.Sink;

/** Offers payloads to a sink; of those that it has no room for, the newest is offered once it has. */
final class SinkWatcher implements Watcher {
    private final Sink sink;
    private Payload next;

    SinkWatcher(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void push(Payload payload) {
        boolean isWaiting = next != null;
        next = payload;
        if (!isWaiting) {
            offer();
        }
    }

    private void offer() {
        Payload payload = next;
        if (payload != null && sink.offer(payload.json())) {
            next = null;
        } else if (payload != null) {
            sink.onRoom(payload.json().length(), this::offer);
        }
    }
}
