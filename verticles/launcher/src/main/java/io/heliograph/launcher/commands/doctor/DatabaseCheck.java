package io.heliograph.launcher.commands.doctor;

import java.time.Clock;
import java.time.Instant;

/** Asks the database who it is and how late it is there. */
@FunctionalInterface
public interface DatabaseCheck {
    /** A database that answers. */
    record Reached(String version, Instant now) {}

    /** Throws with a sentence for the operator when the database cannot be used. */
    Reached reach() throws Exception;

    default Check check(Clock clock) {
        return new Check("database", () -> {
            Instant before = clock.instant();
            Reached reached = reach();
            Finding skew = ClockCheck.compare("the database", reached.now(), before, clock.instant());
            return skew.level() == Finding.Level.OK ? Finding.ok("PostgreSQL " + reached.version() + " answers") : skew;
        });
    }
}
