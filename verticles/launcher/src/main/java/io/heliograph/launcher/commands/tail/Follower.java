package io.heliograph.launcher.commands.tail;

import io.heliograph.contracts.json.Times;
import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.HubClient;
import io.heliograph.launcher.commands.client.Retry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads stored events in their order, over and over from a little before the newest one, so that those that arrive late
 * are found as well, and hands on each of them once.
 */
final class Follower {
    private static final int MOST_SEEN = 100_000;
    private static final String PAGE_SIZE = "500";

    private final HubClient hub;
    private final Retry retry;
    private final Map<String, String> filters;
    private final Duration overlap;
    private final Consumer<StoredEvent> reader;
    private final Seen seen = new Seen(MOST_SEEN);
    private Instant from;
    private Instant newest = Instant.MIN;
    private Instant received = Instant.MIN;

    Follower(
            HubClient hub,
            Retry retry,
            Map<String, String> filters,
            Instant from,
            Duration overlap,
            Consumer<StoredEvent> reader) {
        this.hub = hub;
        this.retry = retry;
        this.filters = filters;
        this.from = from;
        this.overlap = overlap;
        this.reader = reader;
    }

    /** Hands on what is new now. */
    void sweep() throws CommandFailed, InterruptedException {
        String cursor = null;
        do {
            Answer answer = page(cursor);
            if (!answer.ok() && cursor != null && answer.status() == 400) {
                return; // The cursor may be that of a hub that is gone; the next sweep begins without one.
            }
            Page page = read(answer);
            page.events().forEach(this::take);
            cursor = page.next();
        } while (cursor != null);
        moveOn();
    }

    private void take(StoredEvent event) {
        if (seen.first(event.timestamp(), event.id())) {
            newest = later(newest, event.timestamp());
            received = later(received, event.receivedAt());
            reader.accept(event);
        }
    }

    /** An event from the future must not carry the window away from those of now, so the hub's own time bounds it. */
    private void moveOn() {
        Instant reached = newest.isBefore(received) ? newest : received;
        if (reached.isAfter(Instant.EPOCH)) {
            from = later(from, later(reached.minus(overlap), seen.floor()));
            seen.forgetBefore(from);
        }
    }

    private Answer page(String cursor) throws CommandFailed, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>(filters);
        parameters.put("order", "asc");
        parameters.put("since", Times.format(from));
        parameters.put("limit", PAGE_SIZE);
        if (cursor != null) {
            parameters.put("cursor", cursor);
        }
        return retry.untilAnswered(hub.hub(), () -> hub.get("/events", parameters));
    }

    private Page read(Answer answer) throws CommandFailed {
        if (!answer.ok()) {
            throw CommandFailed.usage(
                    "the hub at " + hub.hub() + " refuses: " + answer.problem().text());
        }
        try {
            return Page.read(answer.body());
        } catch (IOException e) {
            throw CommandFailed.usage("the answer of " + hub.hub() + " is none of a hub's; is this its address?");
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
