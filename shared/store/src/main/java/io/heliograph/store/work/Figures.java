package io.heliograph.store.work;

import io.heliograph.contracts.json.Times;
import io.heliograph.contracts.live.LivePayload;
import io.heliograph.store.work.Tally.Sum;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read about one project, and what it comes to. */
final class Figures {
    static final String OVERDUE = "overdue";
    static final String NEXT_HOUR = "next-hour";

    private static final Sum NOTHING = new Sum(0, 0, 0, 0);
    private static final double MICROS_OF_SECOND = 1e6;
    private static final double MICROS_OF_MILLI = 1e3;

    /** A payload is pushed again and again, and stays under 10 KB whatever platforms are called. */
    private static final int PLATFORMS_BYTES = 8_000;

    private static final int NUMBER_BYTES = 24;
    private static final int ESCAPED_BYTES = 6;

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Sum> slices = new HashMap<>();
    private final Map<String, Double> gauges = new HashMap<>();
    private long workers;

    void count(String name, long value) {
        counts.put(name, value);
    }

    /** One of the parts that a span is made of. */
    void slice(String label, Sum sum) {
        slices.merge(label, sum, Sum::and);
    }

    void gauge(String name, double value) {
        gauges.put(name, value);
    }

    void workers(long active) {
        workers = active;
    }

    LivePayload payload(LiveView view, Instant now) {
        long processing = jobs(JobState.STARTED);
        return new LivePayload(
                LivePayload.Queue.of(
                        jobs(JobState.QUEUED) + jobs(JobState.SCHEDULED),
                        processing,
                        jobs(JobState.SUCCEEDED),
                        jobs(JobState.FAILED)),
                new LivePayload.Scheduler(
                        sum(Tally.SCHEDULED).count(),
                        sum(NEXT_HOUR).count(),
                        sum(OVERDUE).count(),
                        rounded(mean(sum(Tally.DELAY)) / MICROS_OF_SECOND)),
                new LivePayload.Orchestrator(
                        sum(Tally.ACTION).count(),
                        Math.round(gauges.getOrDefault(WorkProjection.DECISIONS_PENDING, 0.0)),
                        rounded(gauges.getOrDefault(WorkProjection.SATURATION_RATE, busy(processing))),
                        lastRun(now)),
                platforms(view),
                new LivePayload.Workers(workers, processing, rounded(mean(sum(Tally.TOOK)) / MICROS_OF_MILLI)),
                Times.micros(now),
                view.metrics().isEmpty() ? null : custom(view));
    }

    private long jobs(JobState state) {
        return counts.getOrDefault(Tally.STATE + state.number(), 0L);
    }

    private Sum sum(String label) {
        return slices.getOrDefault(label, NOTHING);
    }

    private double busy(long processing) {
        return workers == 0 ? 0 : Math.min(1, (double) processing / workers);
    }

    /** A clock that is ahead of the hub's has run just now. */
    private Long lastRun(Instant now) {
        Double second = gauges.get(WorkProjection.LAST_RUN);
        return second == null ? null : (Long) Math.max(0, now.getEpochSecond() - second.longValue());
    }

    /** Those that are always shown, then the ones with most, as far as there is room for their names. */
    private Map<String, Long> platforms(LiveView view) {
        Map<String, Long> platforms = new LinkedHashMap<>();
        view.platforms().forEach(name -> platforms.put(name, counts.getOrDefault(Tally.PLATFORM + name, 0L)));
        int room = PLATFORMS_BYTES;
        for (Map.Entry<String, Long> count : mostWaiting(view.maxPlatforms())) {
            String name = count.getKey().substring(Tally.PLATFORM.length());
            room -= bytesOf(name);
            if (room >= 0) {
                platforms.putIfAbsent(name, count.getValue());
            }
        }
        return platforms;
    }

    private List<Map.Entry<String, Long>> mostWaiting(int most) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(Tally.PLATFORM))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
    }

    /** At the most, with the number behind it. */
    private static int bytesOf(String name) {
        return NUMBER_BYTES
                + name.chars()
                        .map(c -> c < ' ' || c == '"' || c == '\\' || c > '~' ? ESCAPED_BYTES : 1)
                        .sum();
    }

    private Map<String, Double> custom(LiveView view) {
        Map<String, Double> custom = new LinkedHashMap<>();
        for (CustomMetric metric : view.metrics()) {
            Sum sum = sum(metric.counter());
            custom.put(
                    metric.name(),
                    switch (metric.aggregation()) {
                        case COUNT -> (double) sum.count();
                        case SUM -> sum.total();
                        case MEAN -> mean(sum);
                        case MIN -> sum.least();
                        case MAX -> sum.greatest();
                        case LAST -> gauges.getOrDefault(metric.counter(), 0.0);
                    });
        }
        return custom;
    }

    private static double mean(Sum sum) {
        return sum.count() <= 0 ? 0 : sum.total() / sum.count();
    }

    /** Three digits behind the point: more is noise, and makes the payload longer. */
    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
