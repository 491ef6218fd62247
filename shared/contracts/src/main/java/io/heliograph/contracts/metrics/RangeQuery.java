package io.heliograph.contracts.metrics;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Units;
import java.time.Duration;
import java.time.Instant;

/** Which numbers over a longer time, and in steps of what length. */
public record RangeQuery(
        @Doc(value = "The type of the events", required = true)
        String type,

        @Doc("A numeric field of the payload, as /metrics/latest names it; only the events are counted if left out")
        String field,

        @Doc("From this time on; an hour before 'to' if left out")
        Instant from,

        @Doc("Before this time; now if left out") Instant to,

        @Doc("How long a point is: whole minutes, such as 5m, 1h, 7d; if left out, as fits about 500 of them")
        String step) {
    private static final int LONGEST_FIELD = 200;

    public RangeQuery {
        if (type == null) {
            throw Refused.parameter("type", "is missing");
        }
        Names.filter("type", type);
        if (field != null && (field.isEmpty() || field.length() > LONGEST_FIELD || field.indexOf('\0') >= 0)) {
            throw Refused.parameter("field", "takes 1 to " + LONGEST_FIELD + " characters");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Refused.parameter("to", "must be after 'from'");
        }
        stepOf(step);
    }

    /** How long a point is; null if that is left to the hub. */
    public Duration stepLength() {
        return stepOf(step);
    }

    private static Duration stepOf(String text) {
        if (text == null) {
            return null;
        }
        Duration length;
        try {
            length = Units.duration(text);
        } catch (IllegalArgumentException e) {
            throw Refused.parameter("step", e.getMessage());
        }
        if (length.isZero() || length.toSeconds() % 60 != 0 || length.toMillisPart() != 0) {
            throw Refused.parameter("step", "takes whole minutes, such as 1m, 5m, 1h or 1d");
        }
        return length;
    }
}
