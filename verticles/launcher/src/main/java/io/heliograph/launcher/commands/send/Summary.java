package io.heliograph.launcher.commands.send;

import io.heliograph.launcher.commands.client.Printable;
import io.heliograph.launcher.commands.client.Surroundings;
import java.util.Locale;

/** The last words of a sending: how many lines, how fast, and what was wrong with the first that were rejected. */
final class Summary {
    private Summary() {}

    static void print(Surroundings surroundings, Tally tally, long nanos) {
        double seconds = Math.max(nanos, 1) / 1e9;
        surroundings.say(
                String.format(Locale.ROOT, "%s; %.1f s, %.0f events/s", tally, seconds, tally.sent() / seconds));
        for (Rejection one : tally.firstRejected()) {
            surroundings
                    .err()
                    .println("  line " + one.line() + ": " + one.code() + ": " + Printable.escape(one.detail()));
        }
        long others = tally.rejected() - tally.firstRejected().size();
        if (others > 0) {
            surroundings.err().println("  and " + others + " more");
        }
    }
}
