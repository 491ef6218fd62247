package io.heliograph.intake;

import java.nio.ByteBuffer;
import java.util.List;

/** Batches with any content, for tests of those who only carry them. */
public final class EventBatches {
    private EventBatches() {}

    public static EventBatch of(String project, int count, byte[] bytes) {
        return new EventBatch(project, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), count, List.of(), 0, List.of());
    }
}
