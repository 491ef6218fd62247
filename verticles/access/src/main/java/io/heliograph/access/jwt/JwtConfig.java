package io.heliograph.access.jwt;

import io.heliograph.contracts.operations.Projects;
import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** Whose tokens are accepted and what is read off them. */
public record JwtConfig(
        KeySet keys,
        Source jwks,
        String issuer,
        String audience,
        Duration leeway,
        Duration maxLife,
        int maxSize,
        int remembered,
        Claims claims,
        String defaultProject) {

    /** Where keys are fetched: a file or an address; empty if nowhere. */
    record Source(String at, Duration every, Duration atMostEvery, Duration timeout, int maxSize) {
        boolean isSet() {
            return !at.isEmpty();
        }

        boolean isUrl() {
            return at.contains("://");
        }
    }

    /** The names of the claims that say who the caller is. */
    record Claims(String subject, String project, String scopes) {}

    public static JwtConfig from(Settings settings) {
        JwtConfig config = new JwtConfig(
                SettingsKeys.read(settings),
                new Source(
                        settings.text("auth.jwt.jwks", ""),
                        settings.duration("auth.jwt.jwks-every", "10m", "10s", "24h"),
                        settings.duration("auth.jwt.jwks-at-most-every", "30s", "1s", "1h"),
                        settings.duration("auth.jwt.jwks-timeout", "5s", "100ms", "1m"),
                        (int) settings.size("auth.jwt.jwks-max-size", "64KiB", "1KiB", "1MiB")),
                settings.text("auth.jwt.issuer", ""),
                settings.text("auth.jwt.audience", ""),
                settings.duration("auth.jwt.leeway", "30s", "0s", "60s"),
                settings.duration("auth.jwt.max-life", "24h", "1s", "366d"),
                (int) settings.size("auth.jwt.max-size", "8KiB", "256B", "64KiB"),
                settings.integer("auth.jwt.remembered", 10_000, 0, 1_000_000),
                new Claims(
                        settings.text("auth.jwt.subject-claim", "sub"),
                        settings.text("auth.jwt.project-claim", "project"),
                        settings.text("auth.jwt.scopes-claim", "scope")),
                settings.text("auth.jwt.default-project", ""));
        config.check(settings);
        return config;
    }

    public boolean isOn() {
        return !keys.keys().isEmpty() || jwks.isSet();
    }

    private void check(Settings settings) {
        if (!defaultProject.isEmpty() && !Projects.isName(defaultProject)) {
            settings.problem("auth.jwt.default-project", "is no name of a project");
        }
        if (!isOn()) {
            return;
        }
        if (issuer.isEmpty() || audience.isEmpty()) {
            settings.problem(
                    issuer.isEmpty() ? "auth.jwt.issuer" : "auth.jwt.audience",
                    "is to be named where tokens are accepted; those of others must not open this hub");
        }
        if (jwks.isUrl() && !JwksUrl.isSafe(jwks.at())) {
            settings.problem("auth.jwt.jwks", "takes a file, or an https address; http on loopback only");
        }
    }
}
