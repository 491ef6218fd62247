package io.heliograph.bench;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/** Events of about 220 bytes, like those that {@code heliograph bench ingest} sends. */
final class SampleEvents {
    private static final int AGENTS = 200;

    private SampleEvents() {}

    static Buffer batch(int events) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder batch = new StringBuilder(events * 224).append('[');
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < events; i++) {
            batch.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"hardware.gpu\",\"source\":\"worker\",\"agent_id\":\"agent-")
                    .append(random.nextInt(AGENTS))
                    .append("\",\"timestamp\":\"")
                    .append(now)
                    .append("\",\"payload\":{\"temperature_c\":")
                    .append(40 + random.nextInt(45))
                    .append(".5,\"utilization_pct\":")
                    .append(random.nextInt(100))
                    .append(",\"memory_used_mb\":")
                    .append(random.nextInt(24_000))
                    .append(",\"power_w\":")
                    .append(random.nextInt(350))
                    .append(",\"fan_speed_pct\":")
                    .append(random.nextInt(100))
                    .append("}}");
        }
        return Buffer.buffer(batch.append(']').toString());
    }
}
