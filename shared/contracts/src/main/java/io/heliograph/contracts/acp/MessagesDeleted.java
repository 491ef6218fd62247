package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;

/** How many messages that died were forgotten. */
public record MessagesDeleted(
        @Doc(value = "Those that were there", required = true)
        int deleted) {}
