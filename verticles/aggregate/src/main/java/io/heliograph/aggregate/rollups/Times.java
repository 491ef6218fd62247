package io.heliograph.aggregate.rollups;

import io.heliograph.contracts.problems.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times that rollups can have. */
final class Times {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-01T00:00:00Z");

    private Times() {}

    static Instant within(String parameter, Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw Refused.parameter(parameter, "lies outside of the years 1 to 9999");
        }
        return time;
    }

    /** The microsecond with which the minute of this time begins. */
    static long minute(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MINUTES));
    }
}
