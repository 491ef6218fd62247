package io.heliograph.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends and asks at a steady pace, and keeps apart how long that took while something else went on and while it did not. */
final class Alternating implements AutoCloseable {
    private static final int BATCH = 100;
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String[] QUESTIONS = {
        "/events?limit=100", "/events?limit=100&type=hardware.gpu", "/events?limit=100&agent_id=agent-7"
    };

    /** Whether something else goes on; warming up does not count. */
    enum Phase {
        WARMING_UP,
        WITHOUT,
        WITH
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Map<Phase, List<Double>> sends = lists();
    private final Map<Phase, List<Double>> questions = lists();
    private volatile Phase phase = Phase.WARMING_UP;
    private volatile boolean ended;

    Alternating(MeasuredHub hub) {
        String body =
                "{\"type\":\"bench.load\",\"agent_id\":\"load\",\"payload\":{\"n\":1.5,\"text\":\"as others send\"}}\n"
                        .repeat(BATCH);
        threads.submit(() -> run(
                sends, n -> hub.post("/events", body, "application/x-ndjson").statusCode() == 202));
        threads.submit(() ->
                run(questions, n -> hub.get(QUESTIONS[n % QUESTIONS.length]).statusCode() == 200));
    }

    private interface Call {
        boolean succeeds(int n) throws IOException, InterruptedException;
    }

    /** Each call counts from when it was due, for the phase in which that was; who is a second behind skips what was missed. */
    private Void run(Map<Phase, List<Double>> into, Call call) throws Exception {
        long due = System.nanoTime();
        for (int n = 0; !ended; n++, due += EVERY_NANOS) {
            long behind = System.nanoTime() - due;
            due += behind > MOST_BEHIND_NANOS ? behind : 0;
            TimeUnit.NANOSECONDS.sleep(-behind);
            Phase then = phase;
            if (!call.succeeds(n)) {
                throw new IllegalStateException("a call was refused");
            }
            double millis = (System.nanoTime() - due) / 1e6;
            synchronized (into) {
                into.get(then).add(millis);
            }
        }
        return null;
    }

    /** From now on it counts. */
    void begin() {
        phase = Phase.WITHOUT;
    }

    /** Does this while it sends and asks on, and gives the seconds that it took. */
    double during(Callable<?> work) throws Exception {
        phase = Phase.WITH;
        long began = System.nanoTime();
        work.call();
        phase = Phase.WITHOUT;
        return (System.nanoTime() - began) / 1e9;
    }

    /** A line for each kind of call and phase. */
    String report() {
        return line("100 events sent", sends) + line("a page asked for", questions);
    }

    private static String line(String what, Map<Phase, List<Double>> taken) {
        StringBuilder lines = new StringBuilder();
        synchronized (taken) {
            taken.remove(Phase.WARMING_UP);
            taken.forEach((phase, millis) -> {
                double[] sorted = millis.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                lines.append(String.format(
                        Locale.ROOT,
                        "%s %s it: %,d times, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                        what,
                        phase.name().toLowerCase(Locale.ROOT),
                        sorted.length,
                        at(sorted, 0.5),
                        at(sorted, 0.99),
                        at(sorted, 1)));
            });
        }
        return lines.toString();
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    private static Map<Phase, List<Double>> lists() {
        Map<Phase, List<Double>> lists = new EnumMap<>(Phase.class);
        Arrays.stream(Phase.values()).forEach(each -> lists.put(each, new ArrayList<>()));
        return lists;
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
    }
}
