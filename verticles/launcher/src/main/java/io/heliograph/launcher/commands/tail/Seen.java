package io.heliograph.launcher.commands.tail;

import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Knows which events were shown, as far back as it is asked about them, and never more than a fixed number of them: if
 * there are too many it forgets the oldest and takes everything as old as those for shown.
 */
final class Seen {
    private final NavigableSet<Position> shown =
            new TreeSet<>(Comparator.comparing(Position::timestamp).thenComparing(Position::id));
    private final int most;
    private Instant floor = Instant.MIN;

    private record Position(Instant timestamp, String id) {}

    Seen(int most) {
        this.most = most;
    }

    /** Whether this is the first time; it is not the next time. */
    boolean first(Instant timestamp, String id) {
        if (!timestamp.isAfter(floor) || !shown.add(new Position(timestamp, id))) {
            return false;
        }
        if (shown.size() > most) {
            floor = shown.pollFirst().timestamp();
        }
        return true;
    }

    /** Nobody will ask about earlier times any more. */
    void forgetBefore(Instant time) {
        while (!shown.isEmpty() && shown.first().timestamp().isBefore(time)) {
            shown.pollFirst();
        }
    }

    /** Up to here everything counts as shown. */
    Instant floor() {
        return floor;
    }
}
