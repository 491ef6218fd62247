package io.heliograph.store.retain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a UTC day of events holds. */
public record DayContent(LocalDate day, List<Kind> kinds) {

    /** How many events of one type a project has there. */
    public record Kind(int number, String project, String type, long events) {}

    public DayContent {
        kinds = List.copyOf(kinds);
    }

    public long events() {
        return kinds.stream().mapToLong(Kind::events).sum();
    }

    /** When a day is over. */
    public static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
