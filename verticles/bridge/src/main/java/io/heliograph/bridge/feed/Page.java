package io.heliograph.bridge.feed;

import io.heliograph.contracts.live.FeedPage;
import io.heliograph.contracts.live.FeedPage.Chunk;
import io.heliograph.journal.Journal.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Batches of a journal, as they lie in memory. */
record Page(long start, long next, long end, List<Entry> entries) {
    static Page of(FeedPage page) {
        List<Entry> entries = new ArrayList<>();
        for (Chunk chunk : page.chunks()) {
            byte[] batch = Base64.getDecoder().decode(chunk.batch());
            entries.add(new Entry(
                    chunk.position(), chunk.count(), ByteBuffer.wrap(batch).asReadOnlyBuffer()));
        }
        return new Page(page.start(), page.next(), page.end(), entries);
    }

    FeedPage packed() {
        List<Chunk> chunks = new ArrayList<>();
        for (Entry entry : entries) {
            byte[] batch = new byte[entry.batch().remaining()];
            entry.batch().duplicate().get(batch);
            chunks.add(new Chunk(
                    entry.position(), entry.count(), Base64.getEncoder().encodeToString(batch)));
        }
        return new FeedPage(start, next, end, chunks);
    }
}
