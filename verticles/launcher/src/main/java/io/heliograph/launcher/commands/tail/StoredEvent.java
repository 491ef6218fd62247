package io.heliograph.launcher.commands.tail;

import java.time.Instant;

/** An event as the hub lists it; payload and json are its own text, digit for digit. */
record StoredEvent(
        String id,
        Instant timestamp,
        Instant receivedAt,
        String type,
        String source,
        String agentId,
        String payload,
        String json) {}
