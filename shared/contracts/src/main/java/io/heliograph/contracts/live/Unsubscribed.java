package io.heliograph.contracts.live;

import io.heliograph.contracts.operations.Doc;

/** Whether there was such a subscription. */
public record Unsubscribed(
        @Doc(value = "Whether it was under way; nothing of it follows this answer", required = true)
        boolean ended) {}
