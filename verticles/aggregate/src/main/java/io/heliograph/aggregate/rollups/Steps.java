package io.heliograph.aggregate.rollups;

import io.heliograph.contracts.problems.Refused;
import io.heliograph.store.rollups.Level;
import java.time.Duration;
import java.util.List;

/** How long points are, and which rollups they are made of: the coarsest of which each is a whole number. */
record Steps(Duration step, Level level) {
    /** Points that one answer may have. */
    static final int MOST_POINTS = 2_000;

    /** Rows that may be read for them. */
    static final int MOST_ROWS = 20_000;

    private static final int USUAL_POINTS = 500;

    private static final List<Duration> USUAL = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30));

    /** For a range of this length; the step is null where that is left open. */
    static Steps of(Duration range, Duration wanted) {
        Duration step = wanted == null ? usual(range) : wanted;
        Steps steps = new Steps(step, level(step));
        if (range.toSeconds() / step.toSeconds() >= MOST_POINTS) {
            throw Refused.parameter(
                    "step", "makes more than " + MOST_POINTS + " points of this range; take a longer one");
        }
        if (range.toSeconds() / steps.level.length().toSeconds() >= MOST_ROWS) {
            throw Refused.parameter("step", "is made of too many minutes or hours; take whole hours or days");
        }
        return steps;
    }

    private static Duration usual(Duration range) {
        return USUAL.stream()
                .filter(step -> range.toSeconds() / step.toSeconds() <= USUAL_POINTS)
                .findFirst()
                .orElse(USUAL.get(USUAL.size() - 1));
    }

    private static Level level(Duration step) {
        Level coarsest = Level.MINUTE;
        for (Level level : Level.values()) {
            coarsest = step.toSeconds() % level.length().toSeconds() == 0 ? level : coarsest;
        }
        return coarsest;
    }
}
