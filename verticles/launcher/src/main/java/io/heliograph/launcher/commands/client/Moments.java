package io.heliograph.launcher.commands.client;

import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.settings.Units;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads times and durations as people type them. */
public final class Moments {
    private Moments() {}

    /** An RFC 3339 time, or how long ago: 10s, 5m, 4h, 30d. Null stays null. */
    public static Instant moment(String option, String text, Clock clock) throws CommandFailed {
        if (text == null) {
            return null;
        }
        try {
            return text.matches("\\d+\\D{1,2}")
                    ? Times.micros(clock.instant()).minus(Units.duration(text))
                    : Times.asked(text);
        } catch (Times.InSeconds e) {
            throw CommandFailed.usage(option + ": '" + text + "' " + e.getMessage());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw CommandFailed.usage(option + " takes a time such as 2026-01-31T12:00:00Z or how long ago, such as"
                    + " 10s, 5m, 4h or 30d, not '" + text + "'");
        }
    }

    public static Duration duration(String option, String text) throws CommandFailed {
        try {
            return Units.duration(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(option + ": '" + text + "' " + e.getMessage());
        }
    }
}
