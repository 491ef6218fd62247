package io.heliograph.store.work;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Changes to counters and slices, gathered so that each row is written once for a batch. */
final class Tally {
    static final String SCHEDULED = "scheduled";
    static final String WAITING = "waiting";
    static final String WAITING_HOURS = "waiting-hours";
    static final String WAITING_DAYS = "waiting-days";
    static final String DELAY = "delay";
    static final String TOOK = "took";
    static final String ACTION = "action";
    static final String STATE = "state:";
    static final String PLATFORM = "platform:";

    static final long SECOND = 1_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final int SECONDS = 60;

    /** Which counter. Sorted, so that all writers come to rows in one order. */
    record Counter(String project, String name) implements Comparable<Counter> {
        @Override
        public int compareTo(Counter other) {
            int byProject = project.compareTo(other.project);
            return byProject != 0 ? byProject : name.compareTo(other.name);
        }
    }

    /** Which slice of time, by its beginning. */
    record Slice(Counter of, long at) implements Comparable<Slice> {
        @Override
        public int compareTo(Slice other) {
            int byCounter = of.compareTo(other.of);
            return byCounter != 0 ? byCounter : Long.compare(at, other.at);
        }
    }

    /** What is added to a slice. */
    record Sum(long count, double total, double least, double greatest) {
        Sum and(Sum other) {
            return new Sum(
                    count + other.count,
                    total + other.total,
                    Math.min(least, other.least),
                    Math.max(greatest, other.greatest));
        }
    }

    private final Map<Counter, Long> counters = new HashMap<>();
    private final Map<Slice, Sum> slices = new HashMap<>();
    private final Map<Slice, int[]> due = new HashMap<>();

    /** Takes away what a job was counted as, null if it was not, and counts it as what it is now, null if it is gone. */
    void change(Job before, Job after) {
        if (before != null) {
            count(before, -1);
        }
        if (after != null) {
            count(after, 1);
        }
    }

    void add(String project, String name, long slice, long at, double value) {
        add(project, name, slice, at, new Sum(1, value, value, value));
    }

    /** Without those that came to nothing. */
    Map<Counter, Long> counters() {
        counters.values().removeIf(change -> change == 0);
        return new TreeMap<>(counters);
    }

    /** Without those that came to nothing. */
    Map<Slice, Sum> slices() {
        slices.values().removeIf(sum -> sum.count == 0 && sum.total == 0);
        return new TreeMap<>(slices);
    }

    /** By minutes, how many more wait for each of its seconds. Without those that came to nothing. */
    Map<Slice, int[]> due() {
        due.values().removeIf(seconds -> Arrays.stream(seconds).allMatch(change -> change == 0));
        return new TreeMap<>(due);
    }

    private void count(Job job, int sign) {
        String project = job.key().project();
        JobState state = job.state();
        if (state != JobState.CANCELLED) {
            counters.merge(new Counter(project, STATE + state.number()), (long) sign, Long::sum);
        }
        if (state.isWaiting() && job.platform() != null) {
            counters.merge(new Counter(project, PLATFORM + job.platform()), (long) sign, Long::sum);
        }
        Long scheduled = job.scheduledFor();
        if (scheduled != null) {
            add(project, SCHEDULED, DAY, scheduled, new Sum(sign, 0, 0, 0));
            if (state.isWaiting()) {
                wait(project, scheduled, sign);
            }
        }
        Long started = job.startedAt();
        if (scheduled != null && started != null) {
            add(project, DELAY, MINUTE, started, new Sum(sign, sign * (double) Math.max(0, started - scheduled), 0, 0));
        }
        if (state.isEnded() && started != null && job.endedAt() != null && job.endedAt() >= started) {
            add(project, TOOK, MINUTE, job.endedAt(), new Sum(sign, sign * (double) (job.endedAt() - started), 0, 0));
        }
    }

    /** In slices of every width, so that whatever span is asked for is made of few of them. */
    private void wait(String project, long at, int sign) {
        Sum sum = new Sum(sign, 0, 0, 0);
        add(project, WAITING, MINUTE, at, sum);
        add(project, WAITING_HOURS, HOUR, at, sum);
        add(project, WAITING_DAYS, DAY, at, sum);
        due.computeIfAbsent(slice(project, WAITING, MINUTE, at), first -> new int[SECONDS])[
                (int) (Math.floorMod(at, MINUTE) / SECOND)] += sign;
    }

    private void add(String project, String name, long width, long at, Sum sum) {
        slices.merge(slice(project, name, width, at), sum, Sum::and);
    }

    private static Slice slice(String project, String name, long width, long at) {
        return new Slice(new Counter(project, name), Math.floorDiv(at, width) * width);
    }
}
