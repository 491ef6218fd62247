package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;

/** What became of messages that were tried again. */
public record MessagesReplayed(
        @Doc(value = "Messages that are in their mailboxes again", required = true)
        int stored,

        @Doc(value = "Messages that stay dead, since their mailbox is full or gone", required = true)
        int refused) {}
