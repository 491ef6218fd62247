package io.heliograph.contracts.acp;

import io.heliograph.contracts.operations.Doc;

/** What became of a message: recipients = stored + duplicates + overflowed. */
public record Sent(
        @Doc("The message's own id") String id,

        @Doc(value = "Mailboxes that it was meant for", required = true)
        int recipients,

        @Doc(value = "Mailboxes that hold it durably now", required = true)
        int stored,

        @Doc(value = "Mailboxes that had it already, by its id", required = true)
        int duplicates,

        @Doc(value = "Mailboxes that were full, so that it is among the dead letters", required = true)
        int overflowed,

        @Doc(value = "Whether it was taken as an event", required = true)
        boolean telemetry,

        @Doc(value = "Whether its timestamp lies in the future and is not trusted", required = true)
        boolean clockAhead) {}
