package io.heliograph.journal;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How large a journal and its parts may grow, in bytes, and what it does about damage. */
public record JournalConfig(
        long segmentSize,
        int spareSegments,
        long maxSize,
        long minFreeSpace,
        long queueSize,
        Duration linger,
        OnDamage onDamage) {

    /** What a start does when events that were on disk can no longer be read. */
    public enum OnDamage {
        /** Refuse to open and name the missing positions. */
        STOP,
        /** Keep the damaged bytes beside the journal, name the missing positions, and go on without them. */
        SET_ASIDE
    }

    public JournalConfig {
        requireNonNull(linger, "linger");
        requireNonNull(onDamage, "onDamage");
        if (segmentSize <= SegmentHeader.BYTES
                || spareSegments < 0
                || queueSize <= 0
                || minFreeSpace < 0
                || linger.isNegative()) {
            throw new IllegalArgumentException("a size or time of the journal is out of range");
        }
        // The segment being written is never deleted, so a smaller bound could stay full for ever.
        if (maxSize < 2 * segmentSize) {
            throw new IllegalArgumentException("max size " + maxSize + " holds no two segments of " + segmentSize);
        }
    }

    /** Stops at damage unless told otherwise: losing acknowledged events is for the operator to accept, not for a start. */
    public static JournalConfig from(Settings settings) {
        long segmentSize = settings.size("journal.segment-size", "64MiB", "1MiB", "1GiB");
        long maxSize = settings.size("journal.max-size", "8GiB", "64MiB", "1024TiB");
        if (maxSize < 2 * segmentSize) {
            settings.problem("journal.max-size", "must hold two segments of journal.segment-size at least");
            maxSize = 2 * segmentSize;
        }
        return new JournalConfig(
                segmentSize,
                settings.integer("journal.spare-segments", 2, 0, 100),
                maxSize,
                settings.size("journal.min-free-space", "256MiB", "0B", "1024TiB"),
                settings.size("journal.queue-size", "64MiB", "1MiB", "1GiB"),
                settings.duration("journal.linger", "0ms", "0ms", "1s"),
                settings.choice("journal.on-damage", OnDamage.STOP));
    }
}
