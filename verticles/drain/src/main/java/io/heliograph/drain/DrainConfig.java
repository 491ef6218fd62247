package io.heliograph.drain;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/**
 * How the journal is emptied: events a transaction, behind how many of them the newest come first, how far apart transactions
 * are under load, up to which percentage of the journal senders come first, how often to look unasked, and how long to wait after a
 * failure.
 */
public record DrainConfig(
        int batchSize, int newestFirstAbove, Duration pace, int giveWayShare, Duration poll, Duration longestPause) {
    public static DrainConfig from(Settings settings) {
        return new DrainConfig(
                settings.integer("drain.batch-size", 10_000, 1, 30_000),
                settings.integer("drain.newest-first-above", 100_000, 1, 1_000_000_000),
                settings.duration("drain.pace", "100ms", "0ms", "10s"),
                settings.integer("drain.give-way-share", 25, 0, 100),
                settings.duration("drain.poll", "1s", "10ms", "1m"),
                settings.duration("drain.longest-pause", "10s", "100ms", "10m"));
    }
}
