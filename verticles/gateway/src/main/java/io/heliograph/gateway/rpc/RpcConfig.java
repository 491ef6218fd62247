package io.heliograph.gateway.rpc;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How much may come in one message, and how much a socket may hold. */
public record RpcConfig(int maxBatch, int batchCalls, int maxDepth, long answerLimit, Sockets sockets) {

    /** The bounds of sockets. */
    public record Sockets(
            int most,
            long messageLimit,
            int calls,
            int subscriptions,
            long outbound,
            Duration loginTimeout,
            Duration pingInterval) {}

    public static RpcConfig from(Settings settings) {
        return new RpcConfig(
                settings.integer("rpc.max-batch", 1_000, 1, 100_000),
                settings.integer("rpc.batch-calls", 16, 1, 1_000),
                settings.integer("rpc.max-depth", 64, 8, 1_000),
                settings.size("rpc.answer-limit", "32MiB", "1KiB", "1GiB"),
                new Sockets(
                        settings.integer("rpc.max-sockets", 2_000, 1, 1_000_000),
                        settings.size("rpc.message-limit", "1MiB", "1KiB", "256MiB"),
                        settings.integer("rpc.socket-calls", 32, 1, 10_000),
                        settings.integer("rpc.socket-subscriptions", 32, 1, 10_000),
                        settings.size("rpc.socket-outbound", "1MiB", "1KiB", "256MiB"),
                        settings.duration("rpc.login-timeout", "10s", "100ms", "10m"),
                        settings.duration("rpc.ping-interval", "20s", "100ms", "10m")));
    }
}
