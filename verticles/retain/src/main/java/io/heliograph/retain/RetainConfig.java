package io.heliograph.retain;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.retention.RetentionRules;
import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/**
 * How long events are kept, how many bytes they may take (0 for any), how often the disk is rid of what has expired, from
 * which share of expired events on a day is copied without them, and how long anybody may wait for a lock meanwhile.
 */
public record RetainConfig(RetentionRules rules, long maxSize, Duration every, int rewriteShare, Duration longestLock) {
    public RetainConfig {
        requireNonNull(rules, "rules");
        requireNonNull(every, "every");
        requireNonNull(longestLock, "longestLock");
    }

    public static RetainConfig from(Settings settings) {
        return new RetainConfig(
                RetentionRules.from(settings),
                settings.size("retention.max-size", "0B", "0B", "1024TiB"),
                settings.duration("retention.every", "10m", "1s", "1d"),
                settings.integer("retention.rewrite-share", 30, 1, 100),
                settings.duration("retention.longest-lock", "50ms", "1ms", "10s"));
    }
}
