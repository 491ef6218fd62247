package io.heliograph.aggregate;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;

/** How many answers about long ranges are remembered, and for how long at the most. */
public record AnswersConfig(int most, Duration keep) {
    public AnswersConfig {
        requireNonNull(keep, "keep");
    }

    public static AnswersConfig from(Settings settings) {
        return new AnswersConfig(
                settings.integer("answers.max-entries", 128, 0, 100_000),
                settings.duration("answers.keep", "5m", "1s", "1h"));
    }
}
