package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;

/** An agent is registered no more. */
public record AgentLeft(
        @Doc(value = "Messages of its mailbox that became dead letters", required = true)
        long deadLetters) {}
