package io.heliograph.access;

import io.heliograph.access.jwt.JwtConfig;
import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How many keys and tickets there may be, and for how long a node goes by what it knows of them. */
public record AccessConfig(
        int maxKeys,
        int rememberedKeys,
        Duration keyTtl,
        Duration keyGrace,
        Duration ticketTtl,
        int maxTickets,
        JwtConfig jwt) {
    public static AccessConfig from(Settings settings) {
        return new AccessConfig(
                settings.integer("auth.max-keys", 1_000, 1, 1_000_000),
                settings.integer("auth.remembered-keys", 10_000, 1, 1_000_000),
                settings.duration("auth.key-ttl", "5s", "0s", "1m"),
                settings.duration("auth.key-grace", "15m", "0s", "24h"),
                settings.duration("auth.ticket-ttl", "30s", "1s", "5m"),
                settings.integer("auth.max-tickets", 100, 1, 10_000),
                JwtConfig.from(settings));
    }
}
