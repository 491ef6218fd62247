package io.heliograph.bench;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Events of about 220 bytes, like those that {@code heliograph bench ingest} sends. */
final class SampleEvents {
    private static final int AGENTS = 200;

    private SampleEvents() {}

    static Buffer batch(int events) {
        return Buffer.buffer("[" + String.join(",", texts(events, false)) + "]");
    }

    static Buffer batchWithIds(int events) {
        return Buffer.buffer("[" + String.join(",", texts(events, true)) + "]");
    }

    static Buffer lines(int events) {
        return Buffer.buffer(String.join("\n", texts(events, false)) + "\n");
    }

    private static List<String> texts(int events, boolean ownIds) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return IntStream.range(0, events)
                .mapToObj(i -> text(ownIds ? "\"id\":\"" + UUID.randomUUID() + "\"," : "", now))
                .toList();
    }

    private static String text(String id, Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "{%s\"type\":\"hardware.gpu\",\"source\":\"worker\",\"agent_id\":\"agent-%d\",\"timestamp\":\"%s\",\"payload\":{%s}}"
                .formatted(
                        id,
                        random.nextInt(AGENTS),
                        now,
                        "\"temperature_c\":%d.5,\"utilization_pct\":%d,\"memory_used_mb\":%d,\"power_w\":%d,\"fan_speed_pct\":%d"
                                .formatted(
                                        40 + random.nextInt(45),
                                        random.nextInt(100),
                                        random.nextInt(24_000),
                                        random.nextInt(350),
                                        random.nextInt(100)));
    }
}
