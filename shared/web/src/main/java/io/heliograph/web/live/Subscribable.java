package io.heliograph.web.live;

import io.heliograph.contracts.live.Unsubscribe;
import io.heliograph.contracts.live.Unsubscribed;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.operations.Operation;
import io.vertx.core.Future;

/**
 * Something that can be subscribed to on a socket. A module offers one; the door finds its operations in the catalogue,
 * checks scope and input, numbers the subscriptions of a socket and ends them with it.
 */
public interface Subscribable<I extends Record, O extends Record> {
    /** What begins it, of style SOCKET. */
    Operation<I, O> begin();

    /** What ends it, of style SOCKET; the door serves it by itself. */
    Operation<Unsubscribe, Unsubscribed> end();

    /** The method of the notifications that carry its documents, such as {@code events.event}. */
    String notification();

    /**
     * Begins, on the reader's event loop; fails with {@link io.heliograph.contracts.problems.Refused}. The id is what the
     * reader knows the subscription by and belongs into its answer.
     */
    Future<Subscription<O>> subscribe(Caller caller, I input, String id, Sink sink);
}
