package io.heliograph.intake;

import io.heliograph.contracts.events.IngestReceipt.Rejection;
import io.heliograph.contracts.settings.Settings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** An intake as the tests knock at it, at noon of a fixed day. */
final class Door {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final MaskingConfig MASKING = MaskingConfig.from(new Settings(Map.of(), Map.of()));
    static final IntakeConfig CONFIG =
            new IntakeConfig(32, 256, 65_536, 262_144, 10_000, Duration.ofMinutes(10), 100_000, MASKING);

    final Intake intake;

    Door() {
        this(CONFIG);
    }

    Door(IntakeConfig config) {
        intake = new Intake(config, Duration.ofDays(30), InstantSource.fixed(NOON));
    }

    EventBatch json(String body) {
        return read(utf8(body), BodyFormat.JSON);
    }

    EventBatch lines(String body) {
        return read(utf8(body), BodyFormat.NDJSON);
    }

    EventBatch read(byte[] body, BodyFormat format) {
        return intake.read(Buffer.buffer(body), format, "lab");
    }

    /** The one event that is in the body. */
    JournaledEvent one(String body) {
        EventBatch batch = json(body);
        List<JournaledEvent> events = events(batch);
        if (events.size() != 1) {
            throw new AssertionError("not one event: " + batch.receipt());
        }
        return events.get(0);
    }

    /** The one rejection that the body gets. */
    Rejection rejection(String body) {
        List<Rejection> rejected = json(body).receipt().rejected();
        if (rejected.size() != 1) {
            throw new AssertionError("not one rejection: " + rejected);
        }
        return rejected.get(0);
    }

    static List<JournaledEvent> events(EventBatch batch) {
        return BatchReader.read(batch.bytes());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
