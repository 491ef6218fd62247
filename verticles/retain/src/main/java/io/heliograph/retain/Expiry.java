package io.heliograph.retain;

import io.heliograph.contracts.retention.Retention;
import io.heliograph.store.retain.DayContent;
import io.heliograph.store.retain.DayContent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be done with a day of events, by what has expired of it. */
final class Expiry {
    /** Events may come for a day so long after its end without being late. */
    private static final Duration SETTLING = Duration.ofHours(1);

    private final Retention retention;
    private final int rewriteShare;

    /** A day is copied without its expired events when they are at least so many percent. */
    Expiry(Retention retention, int rewriteShare) {
        this.retention = retention;
        this.rewriteShare = rewriteShare;
    }

    /** What has expired of a day. */
    record Verdict(List<Kind> expired) {
        /** The events of one project among it; with null, of all. */
        long events(String project) {
            return expired.stream()
                    .filter(kind -> project == null || kind.project().equals(project))
                    .mapToLong(Kind::events)
                    .sum();
        }

        Set<Integer> types() {
            return expired.stream().map(Kind::number).collect(Collectors.toSet());
        }
    }

    /** Whether nothing of the day is shown any more, whatever it holds. */
    boolean isOver(LocalDate day) {
        return !DayContent.end(day).isAfter(retention.earliest());
    }

    /** Whether some of the day may have expired, and what it holds is worth a look. */
    boolean isDoubtful(LocalDate day, Instant now) {
        return !isOver(day)
                && retention.isUneven()
                && !DayContent.end(day).plus(SETTLING).isAfter(now);
    }

    /** What of a finished day is to go now; empty if nothing is, or too little. */
    Optional<Verdict> look(DayContent content) {
        Instant end = DayContent.end(content.day());
        List<Kind> expired = content.kinds().stream()
                .filter(kind -> !end.isAfter(retention.horizon(kind.project()).of(kind.type())))
                .toList();
        long events = expired.stream().mapToLong(Kind::events).sum();
        return events > 0 && 100 * events >= rewriteShare * content.events()
                ? Optional.of(new Verdict(expired))
                : Optional.empty();
    }
}
