package io.heliograph.launcher.commands.bench.acp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long something took, again and again. */
final class Times {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    void took(long nanos) {
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos) / 1_000));
    }

    long count() {
        return micros.getTotalCount();
    }

    void into(ObjectNode node) {
        node.put("p50", micros.getValueAtPercentile(50) / 1e3);
        node.put("p90", micros.getValueAtPercentile(90) / 1e3);
        node.put("p99", micros.getValueAtPercentile(99) / 1e3);
        node.put("max", micros.getMaxValue() / 1e3);
    }
}
