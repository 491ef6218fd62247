package io.heliograph.store.acp;

import io.heliograph.contracts.acp.MailArrived.Recipient;
import io.vertx.core.buffer.Buffer;

/**
 * A message on its way into one mailbox. When that is full, one of many recipients' becomes a dead letter, since its
 * sender cannot be told of each; otherwise it is refused.
 */
public record Draft(
        Recipient to,
        String sender,
        String ownId,
        int priority,
        Buffer document,
        boolean clockAhead,
        boolean receipts,
        long ttlMillis,
        boolean ofMany) {}
