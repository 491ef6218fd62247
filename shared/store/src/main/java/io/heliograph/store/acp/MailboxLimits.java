package io.heliograph.store.acp;

import java.time.Duration;

/**
 * What a mailbox holds at the most, for how long an id is told apart from its repeats, after how long without an
 * acknowledgement a message comes again, how often, and how many dead letters a project may have.
 */
public record MailboxLimits(
        int messages, long bytes, Duration repeats, Duration redelivery, int deliveries, int deadLetters) {}
