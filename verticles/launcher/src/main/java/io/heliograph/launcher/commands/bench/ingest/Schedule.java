package io.heliograph.launcher.commands.bench.ingest;

import java.util.concurrent.TimeUnit;

/** When requests are due, evenly over time, each on a whole millisecond since the driver looks once in each. */
record Schedule(long start, double requestsPerSecond) {
    /** How many are due by now. */
    long dueBy(long now) {
        return (long) Math.floor(Math.max(0, millis(now)) * requestsPerSecond / 1_000) + 1;
    }

    /** When the request of this number is due. */
    long due(long number) {
        return start + TimeUnit.MILLISECONDS.toNanos((long) Math.ceil(number * 1_000 / requestsPerSecond));
    }

    private long millis(long now) {
        return TimeUnit.NANOSECONDS.toMillis(now - start);
    }
}
