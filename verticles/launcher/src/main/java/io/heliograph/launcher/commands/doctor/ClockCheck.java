package io.heliograph.launcher.commands.doctor;

import io.heliograph.launcher.commands.client.HubClient;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Whether this machine knows what time it is: events without a time, retention and leases hang on it. */
final class ClockCheck {
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private ClockCheck() {}

    static Finding run(Clock clock, Instant built, HubClient hub) throws InterruptedException {
        Instant before = clock.instant();
        int year = before.atZone(ZoneOffset.UTC).getYear();
        if (year < built.atZone(ZoneOffset.UTC).getYear()) {
            return Finding.fail(
                    "the clock says " + year + ", which is before this program was built; set it, best by NTP");
        }
        Optional<Instant> hubs = hubsTime(hub);
        if (hubs.isEmpty()) {
            return Finding.ok("the clock says " + before + "; no hub to compare it with");
        }
        return compare("the hub", hubs.get(), before, clock.instant());
    }

    /** Their time was read somewhere between the two of ours. */
    static Finding compare(String whose, Instant theirs, Instant before, Instant after) {
        Duration ahead = Duration.between(theirs, before);
        Duration behind = Duration.between(after, theirs);
        if (ahead.compareTo(TOLERATED) > 0) {
            return off(ahead, "ahead of", whose);
        }
        if (behind.compareTo(TOLERATED) > 0) {
            return off(behind, "behind", whose);
        }
        return Finding.ok("within 2 s of " + whose);
    }

    private static Finding off(Duration skew, String direction, String whose) {
        return Finding.warn(
                "this clock is %d s %s that of %s; run NTP on both".formatted(skew.toSeconds(), direction, whose));
    }

    /** A Date header is cut to the second, so the middle of that second is the best guess. */
    private static Optional<Instant> hubsTime(HubClient hub) throws InterruptedException {
        try {
            return hub.get("/health", Map.of())
                    .headers()
                    .firstValue("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))
                            .plusMillis(500));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
