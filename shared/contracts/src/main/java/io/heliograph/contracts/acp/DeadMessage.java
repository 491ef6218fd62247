package io.heliograph.contracts.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** A message that nobody acknowledged and no mailbox holds any more. */
public record DeadMessage(
        @Doc(value = "Its number among the dead letters", required = true)
        long id,

        @Doc(value = "The agent that it was for", required = true)
        String agentId,

        @Doc("The agent that sent it, as the message says") String from,

        @Doc("The message's own id") String messageId,

        @Doc(value = "Why: expired, overflow, too-many-deliveries or left", required = true)
        String reason,

        @Doc(value = "How often it was handed out", required = true)
        int deliveries,

        @Doc(value = "When the hub got it", required = true) Instant receivedAt,
        @Doc(value = "When it came here", required = true) Instant diedAt,

        @Doc(value = "The message as its sender wrote it", required = true)
        RawJson message) {}
