package io.heliograph.contracts.acp;

import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Doc;
import java.time.Instant;

/** A message as its recipient gets it. */
public record Delivery(
        @Doc(value = "Its number, by which it is acknowledged; it grows within a mailbox", required = true)
        long seq,

        @Doc(value = "How often it was handed out, this time included", required = true)
        int attempt,

        @Doc("The agent that sent it, as the message says") String from,

        @Doc(value = "When the hub got it", required = true) Instant receivedAt,

        @Doc(value = "Whether its timestamp lay in the future then and is not trusted", required = true)
        boolean clockAhead,

        @Doc(value = "The message as its sender wrote it", required = true)
        RawJson message) {}
