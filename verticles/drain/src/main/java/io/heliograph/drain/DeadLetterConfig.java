package io.heliograph.drain;

import io.heliograph.contracts.settings.Settings;

/** How many dead letters of all projects are kept; at so many the drain waits, since none may be lost. */
public record DeadLetterConfig(int most) {
    public static DeadLetterConfig from(Settings settings) {
        return new DeadLetterConfig(settings.integer("drain.max-dead-letters", 100_000, 1, 1_000_000));
    }
}
