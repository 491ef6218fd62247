package io.heliograph.gateway;

import io.heliograph.contracts.bus.Bus;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Serves a list of numbered events where a database would, and counts the pages that were asked for. */
final class ListedEvents {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final int PAGE = 1_000;

    private final int size;
    private final int failFrom;
    private final RawJson payload;
    private final AtomicInteger pages = new AtomicInteger();

    /** Fails from the given event on, as a database that goes away. */
    ListedEvents(int size, int failFrom, String payload) {
        this.size = size;
        this.failFrom = failFrom;
        this.payload = new RawJson(payload);
    }

    ListedEvents(int size, String payload) {
        this(size, Integer.MAX_VALUE, payload);
    }

    ListedEvents servedOn(Bus bus) {
        Doors.await(bus.serve(EventOperations.EXPORT, (caller, query) -> page(query.cursor(), PAGE)));
        Doors.await(bus.serve(EventOperations.QUERY, (caller, query) -> page(query.cursor(), query.size())));
        return this;
    }

    int pages() {
        return pages.get();
    }

    static String id(int number) {
        return "event-" + number;
    }

    private Future<EventPage> page(String cursor, int most) {
        pages.incrementAndGet();
        if (cursor != null && !cursor.matches("\\d+")) {
            return Future.failedFuture(new Refused(ProblemKind.BAD_CURSOR, "It is damaged."));
        }
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        if (from >= failFrom) {
            return Future.failedFuture(new Refused(ProblemKind.DATABASE_UNAVAILABLE, "away"));
        }
        int to = Math.min(size, from + most);
        List<Event> events = IntStream.range(from, to).mapToObj(this::event).toList();
        return Future.succeededFuture(new EventPage(events, to == size ? null : Integer.toString(to)));
    }

    private Event event(int number) {
        return new Event(id(number), NOON, NOON, "t", null, null, "default", payload);
    }
}
