package io.heliograph.store.work;

import io.heliograph.contracts.json.Times;
import io.heliograph.intake.JournaledEvent;
import io.heliograph.store.events.Micros;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A job as far as events have told; times are microseconds since 1970 and null where nothing is known. The newest event
 * decides, and of those of one moment the one that is further: whatever the order in which they come, the row is the same.
 */
record Job(
        Key key,
        JobState state,
        long stateAt,
        String platform,
        String worker,
        Long scheduledFor,
        Long startedAt,
        Long endedAt) {
    static final int LONGEST_NAME = 256;

    private static final long LATEST = Micros.of(Instant.parse("9999-01-01T00:00:00Z"));

    /** Whose job, and which. */
    record Key(String project, String job) {}

    /** What one event tells; null if it names no job. */
    static Job of(JournaledEvent event, JobState state, PayloadFields payload) {
        String id = payload.name("job_id");
        if (id == null) {
            return null;
        }
        Long ended = state.isEnded() ? (Long) event.timestamp() : null;
        Double took = payload.number("duration_ms");
        Long started = state == JobState.STARTED ? (Long) event.timestamp() : null;
        if (ended != null && took != null && took >= 0 && took < 1e12) {
            started = ended - (long) (took * 1_000);
        }
        return new Job(
                new Key(event.project(), id),
                state,
                event.timestamp(),
                payload.name("platform"),
                payload.name("worker"),
                time(payload, "scheduled_for"),
                started,
                ended);
    }

    /** Both that is known put together; null is nothing. */
    Job and(Job other) {
        if (other == null) {
            return this;
        }
        boolean isNewer = other.stateAt > stateAt || other.stateAt == stateAt && other.state.compareTo(state) >= 0;
        Job newer = isNewer ? other : this;
        Job older = isNewer ? this : other;
        return new Job(
                key,
                newer.state,
                newer.stateAt,
                newer.platform != null ? newer.platform : older.platform,
                newer.worker != null ? newer.worker : older.worker,
                newer.scheduledFor != null ? newer.scheduledFor : older.scheduledFor,
                latest(startedAt, other.startedAt),
                latest(endedAt, other.endedAt));
    }

    private static Long latest(Long one, Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    /** RFC 3339 text or epoch milliseconds, within what can be scheduled. */
    private static Long time(PayloadFields payload, String field) {
        Double millis = payload.number(field);
        if (millis != null) {
            return millis >= 0 && millis < LATEST / 1e3 ? (Long) ((long) (millis * 1_000)) : null;
        }
        String text = payload.text(field);
        if (text == null) {
            return null;
        }
        try {
            long micros = Micros.of(Times.parse(text));
            return micros >= 0 && micros < LATEST ? (Long) micros : null;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
