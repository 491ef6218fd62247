package io.heliograph.gateway;

import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.operations.Operation.Style;
import io.heliograph.contracts.operations.Scope;
import io.heliograph.web.live.Sink;
import io.heliograph.web.live.Subscribable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Something to subscribe to as {@code test.subscribe}, whose sinks are the test's to fill. */
abstract class TestSource implements Subscribable<EventId, EventId> {
    final Queue<Sink> sinks = new ConcurrentLinkedQueue<>();
    final Queue<String> cancelled = new ConcurrentLinkedQueue<>();

    @Override
    public Operation<EventId, EventId> begin() {
        return Operation.named("test.subscribe", EventId.class, EventId.class, Scope.EVENTS_READ, "Begins.")
                .styled(Style.SOCKET);
    }

    @Override
    public Operation<Unsubscribe, Unsubscribed> end() {
        return Operation.named("test.unsubscribe", Unsubscribe.class, Unsubscribed.class, Scope.EVENTS_READ, "Ends.")
                .styled(Style.SOCKET);
    }

    @Override
    public String notification() {
        return "test.event";
    }
}
