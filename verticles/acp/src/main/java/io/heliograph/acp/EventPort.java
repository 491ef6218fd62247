package io.heliograph.acp;

import io.heliograph.contracts.operations.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The way by which events come in at every door. Whoever wires the node hands it in. */
@FunctionalInterface
public interface EventPort {
    /** Takes one event; it is durable when this completes. Fails with Refused when it is not acceptable. */
    Future<Void> take(Caller caller, Buffer event);
}
