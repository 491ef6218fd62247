package io.heliograph.launcher.commands.bench.ingest;

import io.heliograph.launcher.commands.client.Answer;
import io.heliograph.launcher.commands.client.HubClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads off the hub's metrics how many events wait to be stored and how many are. */
final class HubGauge {
    private final HubClient hub;

    HubGauge(HubClient hub) {
        this.hub = hub;
    }

    /** Sums over all projects of one node; settled events are stored ones and repeats that were left out. */
    record Reading(long pending, long settled) {}

    /** Empty when nothing that answers there has the metrics of a hub. */
    Optional<Reading> read() throws InterruptedException {
        try {
            Answer answer = hub.get("/metrics", Map.of());
            return answer.ok() ? parse(new String(answer.body(), StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Reading> parse(String metrics) {
        if (!metrics.contains("heliograph_")) {
            return Optional.empty();
        }
        long settled = sum(metrics, "heliograph_events_stored_total{", "")
                + sum(metrics, "heliograph_events_duplicates_total{", "at=\"drain\"");
        return Optional.of(new Reading(sum(metrics, "heliograph_events_pending{", ""), settled));
    }

    private static long sum(String metrics, String name, String tag) {
        return metrics.lines()
                .filter(line -> line.startsWith(name) && line.contains(tag))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
