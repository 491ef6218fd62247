package io.heliograph.intake;

import io.heliograph.contracts.retention.Retention;
import io.heliograph.contracts.retention.RetentionRules;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns bytes into an {@link EventBatch}: parses once, checks, stamps, masks. One instance serves all event loops of a node, so
 * that an event that is sent again is known at whichever loop it arrives.
 */
public final class Intake {
    private final InstantSource clock;
    private final Retention retention;
    private final RecentIds recent;
    private final Stamps stamps = new Stamps();
    private final LongAdder masked = new LongAdder();
    private final ThreadLocal<BodyReader> readers;

    /** Takes events that are at most so old. */
    public Intake(IntakeConfig config, Duration maxAge, InstantSource clock) {
        this(config, new Retention(RetentionRules.of(maxAge), clock), clock);
    }

    /** Takes events that would not expire at once. */
    public Intake(IntakeConfig config, Retention retention, InstantSource clock) {
        this.clock = clock;
        this.retention = retention;
        recent = new RecentIds(config.recentIds());
        EventTimes times = new EventTimes(retention.longest(), config.maxAhead());
        readers = ThreadLocal.withInitial(() -> new BodyReader(config, times));
    }

    /**
     * Reads a body; each of its events is accepted, rejected or known already. Throws Refused when the body as a whole
     * cannot be used: no JSON, no event, or too many.
     */
    public EventBatch read(Buffer body, BodyFormat format, String project) {
        return read(body, format, project, null);
    }

    /** Reads a body whose events without ids get their ids from this key, if it is not null, and their place. */
    public EventBatch read(Buffer body, BodyFormat format, String project, IdempotencyKey key) {
        BodyReader reader = readers.get();
        long now = EventTimes.micros(clock.instant());
        reader.writer().open(project, now);
        long first = stamps.first(now);
        BatchBuilder batch = new BatchBuilder(project, retention.horizon(project), first, recent, key, reader.writer());
        reader.read(body, format, batch, now);
        stamps.until(first + batch.received());
        masked.add(batch.masked());
        return batch.build();
    }

    /** How many values were masked since the start. */
    public long masked() {
        return masked.sum();
    }

    /**
     * Remembers the ids of a batch that is durable now, so that an event that is sent again is known at the door. Not
     * before: a sender whose first copy failed must not be told that the hub holds it.
     */
    public void remember(EventBatch batch) {
        recent.addAll(batch.project(), batch.ownIds());
    }
}
