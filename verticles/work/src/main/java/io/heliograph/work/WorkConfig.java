package io.heliograph.work;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.store.work.CustomMetric;
import io.heliograph.store.work.LiveView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What live payloads show, and how long jobs are remembered. */
public record WorkConfig(LiveView view, Duration jobRetention) {
    private static final int MOST_METRICS = 50;
    private static final int MOST_NAMED_PLATFORMS = 50;

    public WorkConfig {
        requireNonNull(view, "view");
        requireNonNull(jobRetention, "jobRetention");
    }

    public static WorkConfig from(Settings settings) {
        return new WorkConfig(
                new LiveView(
                        settings.duration("live.window", "1h", "1m", "1d"),
                        settings.duration("live.worker-timeout", "5m", "1s", "1d"),
                        platforms(settings),
                        settings.integer("live.max-platforms", 50, 1, 100),
                        metrics(settings)),
                settings.duration("live.job-retention", "30d", "1m", "36500d"));
    }

    private static List<String> platforms(Settings settings) {
        List<String> names = settings.list("live.platforms", "");
        if (names.size() > MOST_NAMED_PLATFORMS) {
            settings.problem("live.platforms", "names at most " + MOST_NAMED_PLATFORMS);
            return List.of();
        }
        return names;
    }

    private static List<CustomMetric> metrics(Settings settings) {
        List<CustomMetric> metrics = new ArrayList<>();
        for (String text : settings.list("live.custom", "")) {
            try {
                metrics.add(CustomMetric.parse(text));
            } catch (IllegalArgumentException e) {
                settings.problem("live.custom", "'" + text + "' " + e.getMessage());
            }
        }
        if (metrics.size() > MOST_METRICS) {
            settings.problem("live.custom", "takes at most " + MOST_METRICS + " figures");
        }
        return metrics;
    }
}
