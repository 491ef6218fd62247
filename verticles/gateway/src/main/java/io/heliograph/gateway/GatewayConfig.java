package io.heliograph.gateway;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.gateway.guard.GuardConfig;
import io.heliograph.web.access.AuthConfig;
import java.time.Duration;
import java.util.Set;

/** Where the doors are and how wide they stand open. */
public record GatewayConfig(
        String host,
        int port,
        String apiKey,
        boolean guarded,
        GuardConfig guard,
        int headerLimit,
        int frameLimit,
        Compression compression,
        int maxCalls,
        int maxWaiting,
        int maxExports,
        Duration shutdownTimeout) {

    /** How hard answers are packed for those who take gzip, and from which size on. */
    public record Compression(int level, int minSize) {}

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    public static GatewayConfig from(Settings settings) {
        AuthConfig auth = AuthConfig.from(settings);
        GatewayConfig config = new GatewayConfig(
                settings.text("http.host", "127.0.0.1"),
                settings.integer("http.port", 8001, 0, 65_535),
                auth.apiKey(),
                auth.guarded(),
                GuardConfig.from(settings, !auth.guarded()),
                (int) settings.size("http.header-limit", "16KiB", "1KiB", "1MiB"),
                (int) settings.size("http.frame-limit", "1MiB", "1KiB", "256MiB"),
                new Compression(settings.integer("http.compression-level", 1, 1, 9), (int)
                        settings.size("http.compression-min-size", "1KiB", "0B", "1GiB")),
                settings.integer("query.max-calls", 80, 1, 10_000),
                settings.integer("query.max-waiting", 2_000, 1, 100_000),
                settings.integer("query.max-exports", 8, 1, 1_000),
                settings.duration("http.shutdown-timeout", "10s", "0s", "10m"));
        if (!config.guarded && config.isReachable()) {
            settings.problem(
                    "http.host",
                    "'" + config.host + "' is reachable from other machines and no key is set;"
                            + " set auth.api-key (TELEMETRY_API_KEY), auth.jwt or auth.required, or listen on 127.0.0.1");
        }
        return config;
    }

    /** Whether other machines can connect. */
    public boolean isReachable() {
        return !LOOPBACK.contains(host);
    }

    /** The same doors at another port. */
    public GatewayConfig at(int otherPort) {
        return new GatewayConfig(
                host,
                otherPort,
                apiKey,
                guarded,
                guard,
                headerLimit,
                frameLimit,
                compression,
                maxCalls,
                maxWaiting,
                maxExports,
                shutdownTimeout);
    }
}
