package io.heliograph.acp;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.store.acp.MailboxLimits;
import java.time.Duration;

/** How large messages and mailboxes may be, for how long things wait, and what sockets may hold. */
public record AcpConfig(
        long messageSize,
        long queue,
        int batch,
        int perSecond,
        Duration burst,
        Duration ttl,
        Duration maxTtl,
        MailboxLimits mailboxes,
        int agents,
        int recipients,
        int subscriptions,
        int stateSize,
        Duration poll,
        Duration lease) {
    public static AcpConfig from(Settings settings) {
        return new AcpConfig(
                settings.size("acp.max-message-size", "64KiB", "1KiB", "1MiB"),
                settings.size("acp.queue-size", "32MiB", "1MiB", "1GiB"),
                settings.integer("acp.batch-size", 500, 1, 10_000),
                settings.integer("acp.messages-per-second", 500, 0, 1_000_000),
                settings.duration("acp.burst", "5s", "1s", "1h"),
                settings.duration("acp.ttl", "7d", "1s", "365d"),
                settings.duration("acp.max-ttl", "30d", "1s", "365d"),
                new MailboxLimits(
                        settings.integer("acp.mailbox-messages", 10_000, 1, 10_000_000),
                        settings.size("acp.mailbox-size", "64MiB", "64KiB", "16GiB"),
                        settings.duration("acp.repeats", "24h", "1s", "365d"),
                        settings.duration("acp.redelivery", "30s", "100ms", "1h"),
                        settings.integer("acp.max-deliveries", 20, 1, 10_000),
                        settings.integer("acp.max-dead-letters", 10_000, 1, 10_000_000)),
                settings.integer("acp.max-agents", 100_000, 1, 10_000_000),
                settings.integer("acp.max-recipients", 10_000, 1, 1_000_000),
                settings.integer("acp.max-subscriptions", 10_000, 1, 1_000_000),
                settings.integer("acp.max-state-size", 16_384, 1_024, 1 << 20),
                settings.duration("acp.poll", "1s", "100ms", "1m"),
                settings.duration("acp.lease", "10s", "2s", "5m"));
    }
}
