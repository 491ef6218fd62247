package io.heliograph.agents.run;

import io.heliograph.contracts.events.IngestReceipt;
import io.heliograph.store.agents.AgentKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where the events of agents go: through the same intake as those of everybody else. */
@FunctionalInterface
public interface Telemetry {
    /** Takes events, one a line; they are durable when it completes. Fails with Refused, or throws it. */
    Future<IngestReceipt> take(AgentKey agent, Buffer lines);
}
