package io.heliograph.store.work;

import java.time.Duration;
import java.util.List;

/** How the live payload is made of the tables: windows, platforms that are always shown, figures of one's own. */
public record LiveView(
        Duration window, Duration workerTimeout, List<String> platforms, int maxPlatforms, List<CustomMetric> metrics) {
    public LiveView {
        platforms = List.copyOf(platforms);
        metrics = List.copyOf(metrics);
    }
}
