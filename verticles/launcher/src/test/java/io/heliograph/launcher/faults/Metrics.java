package io.heliograph.launcher.faults;

/** Figures out of what {@code /metrics} says. */
final class Metrics {
    private Metrics() {}

    /** What all lines that begin like this sum up to. */
    static long sum(String metrics, String begin) {
        return metrics.lines()
                .filter(line -> line.startsWith(begin))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
