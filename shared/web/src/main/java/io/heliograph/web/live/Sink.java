package io.heliograph.web.live;

import io.heliograph.contracts.problems.Problem;
import io.vertx.core.buffer.Buffer;

/** Where a subscription's documents go. Safe for any thread, one at a time; never blocks. */
public interface Sink {
    /**
     * Sends one JSON document, or says false and takes nothing while as many bytes wait for the reader as may. Whatever
     * its size, a document is taken while none waits. Nothing is taken after the end.
     */
    boolean offer(Buffer document);

    /** Whether a document of so many bytes would be taken now, so that none is written in vain. */
    boolean hasRoomFor(long bytes);

    /** Runs once there is room again for so many bytes, on the reader's event loop; each call replaces the one before. */
    void onRoom(long bytes, Runnable ready);

    /** How many bytes wait for the reader, of this subscription and of all else that goes the same way. */
    long waiting();

    /** Ends the subscription from the side of its source and tells the reader why; {@code cancel} is not called then. */
    void end(Problem reason);
}
