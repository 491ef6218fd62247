package io.heliograph.intake;

import io.vertx.core.buffer.Buffer;

/** Turns bytes into an {@link EventBatch}. */
public final class Intake {
    public EventBatch read(Buffer body, BodyFormat format, String project) {
        return null;
    }

    public void remember(EventBatch batch) {}
}
