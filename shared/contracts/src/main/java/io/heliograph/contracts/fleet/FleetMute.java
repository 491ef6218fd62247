package io.heliograph.contracts.fleet;

import io.heliograph.contracts.events.Names;
import io.heliograph.contracts.operations.Doc;
import io.heliograph.contracts.problems.Refused;
import java.time.Instant;

/** Who is to be silent, and for how long. */
public record FleetMute(
        @Doc("An agent's id, the beginning of ids and *, or * for all, which it is if left out")
        String scope,

        @Doc("Until when; this or 'seconds'") Instant until,
        @Doc("For how long, up to 30 days; this or 'until'") Integer seconds,
        @Doc("Why, for those who wonder at the silence") String reason) {
    public static final int LONGEST_SECONDS = 30 * 86_400;

    public FleetMute {
        scope = Scopes.check(scope);
        Names.filter("reason", reason);
        if ((until == null) == (seconds == null)) {
            throw Refused.parameter("until", "or 'seconds' says for how long; send one of them");
        }
        if (seconds != null && (seconds < 1 || seconds > LONGEST_SECONDS)) {
            throw Refused.parameter("seconds", "takes 1 to " + LONGEST_SECONDS);
        }
    }

    /** The moment when it is over. */
    public Instant end(Instant now) {
        return until == null ? now.plusSeconds(seconds) : until;
    }
}
