package io.heliograph.store;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** Where the database is and how much of it one node may use. An empty url means the embedded one. */
public record DatabaseConfig(
        String url,
        int poolSize,
        int mailers,
        int waitQueue,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration startTimeout,
        boolean allowUnsafe,
        Breaker.Config breaker) {
    private static final int MAILERS = 3;

    public DatabaseConfig {
        requireNonNull(url, "url");
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(statementTimeout, "statementTimeout");
        requireNonNull(startTimeout, "startTimeout");
        requireNonNull(breaker, "breaker");
        if (poolSize < 3 || mailers < 1 || waitQueue < 1) {
            throw new IllegalArgumentException(
                    "pool size must be 3 or more, mail connections and wait queue 1 or more");
        }
    }

    /** With a breaker as the settings' defaults make it, and without patience for a server that is away at the start. */
    public DatabaseConfig(
            String url,
            int poolSize,
            int waitQueue,
            Duration connectTimeout,
            Duration statementTimeout,
            boolean allowUnsafe) {
        this(
                url,
                poolSize,
                MAILERS,
                waitQueue,
                connectTimeout,
                statementTimeout,
                Duration.ZERO,
                allowUnsafe,
                Breaker.Config.DEFAULT);
    }

    public static DatabaseConfig from(Settings settings) {
        String url = settings.text("database.url", "");
        if (!url.isEmpty()) {
            try {
                DatabaseAddress.parse(url);
            } catch (IllegalArgumentException e) {
                settings.problem("database.url", e.getMessage());
            }
        }
        return new DatabaseConfig(
                url,
                settings.integer("database.pool-size", 8, 3, 200),
                settings.integer("database.mail-connections", MAILERS, 1, 20),
                settings.integer("database.wait-queue", 80, 1, 10_000),
                settings.duration("database.connect-timeout", "5s", "100ms", "1m"),
                settings.duration("database.statement-timeout", "10s", "100ms", "10m"),
                settings.duration("database.start-timeout", "30s", "0ms", "1h"),
                settings.flag("database.allow-unsafe", false),
                Breaker.Config.from(settings));
    }

    public boolean embedded() {
        return url.isEmpty();
    }

    /** Connections that write: a quarter, and never fewer than two, so that upkeep does not wait for the drain. */
    int writers() {
        return Math.max(2, poolSize / 4);
    }

    int readers() {
        return poolSize - writers();
    }

    /** Leaves out the url, which holds a password. */
    @Override
    public String toString() {
        return "DatabaseConfig[embedded=%s, poolSize=%d, mailers=%d, waitQueue=%d, connectTimeout=%s, statementTimeout=%s, startTimeout=%s, allowUnsafe=%s, breaker=%s]"
                .formatted(
                        embedded(),
                        poolSize,
                        mailers,
                        waitQueue,
                        connectTimeout,
                        statementTimeout,
                        startTimeout,
                        allowUnsafe,
                        breaker);
    }
}
