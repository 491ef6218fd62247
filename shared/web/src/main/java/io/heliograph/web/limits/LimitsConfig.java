package io.heliograph.web.limits;

import static java.util.Objects.requireNonNull;

import io.heliograph.contracts.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What projects may send, what one of them may hold of what all share, and between what the adaptive limit moves. */
public record LimitsConfig(
        Rate rate,
        Map<String, Rate> projects,
        Duration burst,
        int maxProjects,
        int projectShare,
        int minInFlight,
        int maxInFlight,
        Duration slowAppend) {

    public LimitsConfig {
        requireNonNull(rate, "rate");
        requireNonNull(burst, "burst");
        requireNonNull(slowAppend, "slowAppend");
        projects = Map.copyOf(projects);
        if (maxProjects < 1 || projectShare < 1 || projectShare > 100 || minInFlight < 1 || maxInFlight < minInFlight) {
            throw new IllegalArgumentException("a limit lets nothing through: " + projects);
        }
    }

    public static LimitsConfig from(Settings settings) {
        int min = settings.integer("limits.min-in-flight", 32, 1, 100_000);
        int max = settings.integer("limits.max-in-flight", 2_000, 1, 100_000);
        if (max < min) {
            settings.problem("limits.max-in-flight", "must be at least limits.min-in-flight, which is " + min);
            max = min;
        }
        return new LimitsConfig(
                new Rate(
                        settings.integer("limits.events-per-second", 0, 0, Integer.MAX_VALUE),
                        settings.size("limits.bytes-per-second", "0B", "0B", "1TiB")),
                projects(settings),
                settings.duration("limits.burst", "5s", "1s", "1h"),
                settings.integer("limits.max-projects", 10_000, 1, 1_000_000),
                settings.integer("limits.project-share", 80, 1, 100),
                min,
                max,
                settings.duration("limits.slow-append", "100ms", "1ms", "1m"));
    }

    Rate rateOf(String project) {
        return projects.getOrDefault(project, rate);
    }

    private static Map<String, Rate> projects(Settings settings) {
        Map<String, Rate> projects = new HashMap<>();
        for (String word : settings.list("limits.projects", "")) {
            int equals = word.indexOf('=');
            try {
                projects.put(word.substring(0, equals).strip(), Rate.parse(word.substring(equals + 1)));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                settings.problem("limits.projects", "'" + word + "' is not like noisy=1000 or noisy=1000/4MiB");
            }
        }
        return projects;
    }
}
