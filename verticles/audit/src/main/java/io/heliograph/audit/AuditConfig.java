package io.heliograph.audit;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How long the audit trail is kept, how much of it may wait for PostgreSQL, and how refusals that are alike are folded. */
public record AuditConfig(
        Duration retention, int queueSize, Duration foldWindow, int maxFolds, Duration anchorInterval) {
    public AuditConfig {
        requireNonNull(retention, "retention");
        requireNonNull(foldWindow, "foldWindow");
        requireNonNull(anchorInterval, "anchorInterval");
    }

    public static AuditConfig from(Settings settings) {
        return new AuditConfig(
                settings.duration("audit.retention", "365d", "1s", "36500d"),
                settings.integer("audit.queue-size", 10_000, 1, 1_000_000),
                settings.duration("audit.fold-window", "1m", "1s", "1h"),
                settings.integer("audit.max-folds", 10_000, 1, 1_000_000),
                settings.duration("audit.anchor-interval", "1h", "1s", "36500d"));
    }
}
