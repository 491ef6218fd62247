package io.heliograph.gateway;

import io.heliograph.contracts.events.Event;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** How an export writes its events. */
sealed interface ExportFormat permits Csv, Ndjson {
    String contentType();

    String fileName();

    /** What stands before the first event. */
    Buffer head();

    Buffer write(List<Event> events);
}
