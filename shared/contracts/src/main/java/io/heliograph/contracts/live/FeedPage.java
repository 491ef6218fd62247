package io.heliograph.contracts.live;

import java.util.List;

/**
 * Batches of a journal in their order and without a gap between them, up to {@code next}. The journal can be read from
 * {@code start} on, and ends at {@code end}.
 */
public record FeedPage(long start, long next, long end, List<Chunk> chunks) {
    /** One batch as the journal keeps it, in base64. */
    public record Chunk(long position, int count, String batch) {}

    public FeedPage {
        chunks = List.copyOf(chunks);
    }
}
