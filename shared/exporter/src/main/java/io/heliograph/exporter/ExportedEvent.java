package io.heliograph.exporter;

import java.time.Instant;
import java.util.UUID;

/**
 * An accepted event: masked, as it lies in the journal of a node. Journal and position name it for good, also when it comes
 * again; a sender that repeats itself makes another one with the same id.
 *
 * @param source may be null
 * @param agentId may be null
 * @param json the whole event in UTF-8, as {@code GET /events/{id}} shows it; not to be changed
 */
public record ExportedEvent(
        UUID journal,
        long position,
        String id,
        String project,
        String type,
        String source,
        String agentId,
        Instant receivedAt,
        byte[] json) {}
