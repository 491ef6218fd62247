package io.heliograph.gateway.guard;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.web.clients.TrustedProxies;
import java.time.Duration;

/** How the doors are guarded. */
public record GuardConfig(
        Origins origins,
        HostNames hosts,
        TrustedProxies proxies,
        TlsConfig tls,
        int maxConnections,
        int maxConnectionsPerAddress,
        Duration headerTimeout,
        Duration idleTimeout,
        Duration writeTimeout) {

    /** {@code isOpen} says that nobody is asked for a key, which the hub allows on loopback only. */
    public static GuardConfig from(Settings settings, boolean isOpen) {
        return new GuardConfig(
                Origins.from(settings, isOpen),
                HostNames.from(settings, isOpen),
                TrustedProxies.from(settings),
                TlsConfig.from(settings),
                settings.integer("http.max-connections", 10_000, 1, 1_000_000),
                settings.integer("http.max-connections-per-address", 256, 1, 1_000_000),
                settings.duration("http.header-timeout", "15s", "1s", "10m"),
                settings.duration("http.idle-timeout", "60s", "1s", "1d"),
                settings.duration("http.write-timeout", "60s", "1s", "1h"));
    }

    /** A certificate that the doors of a node share; null without TLS. */
    public Certificate certificate() {
        return tls.isOn() ? new Certificate(tls) : null;
    }

    /** The count of connections that the doors of a node share. */
    public Connections connections() {
        return new Connections(maxConnections, maxConnectionsPerAddress, proxies);
    }
}
