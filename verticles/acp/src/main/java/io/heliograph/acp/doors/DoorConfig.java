package io.heliograph.acp.doors;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** What connected agents may hold. */
public record DoorConfig(
        int sockets,
        int calls,
        int window,
        long outbound,
        long messageSize,
        Duration connectTimeout,
        Duration pingInterval,
        Duration redelivery) {
    public static DoorConfig from(Settings settings) {
        return new DoorConfig(
                settings.integer("acp.max-sockets", 5_000, 1, 1_000_000),
                settings.integer("acp.socket-calls", 64, 1, 10_000),
                settings.integer("acp.window", 100, 1, 10_000),
                settings.size("acp.socket-outbound", "256KiB", "16KiB", "64MiB"),
                settings.size("acp.max-message-size", "64KiB", "1KiB", "1MiB"),
                settings.duration("acp.connect-timeout", "10s", "1s", "5m"),
                settings.duration("acp.ping-interval", "10s", "100ms", "5m"),
                settings.duration("acp.redelivery", "30s", "100ms", "1h"));
    }
}
