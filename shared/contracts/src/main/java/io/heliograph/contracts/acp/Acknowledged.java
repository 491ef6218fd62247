package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;

/** How many messages an acknowledgement took out of the mailbox. */
public record Acknowledged(
        @Doc(value = "Messages that will not come again because of this call", required = true)
        int acknowledged,

        @Doc(
                value = "Numbers that were not in the mailbox: acknowledged before, expired, or never there",
                required = true)
        int unknown) {}
