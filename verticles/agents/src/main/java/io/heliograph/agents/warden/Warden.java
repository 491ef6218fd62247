package io.heliograph.agents.warden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches processes for a hub that writes to its standard input, a line an order. {@code mark n} notes the time and is
 * answered {@code marked n}; {@code watch pid n} lets a process live for the hold from that mark on, answered {@code
 * watching pid}; {@code hold n pid pid …} prolongs; {@code forget pid} ends the watch. A process whose time is over is
 * killed with its descendants; once the input ends, all are asked to end, and killed if they do not within the grace.
 */
public final class Warden {
    private static final int MOST_MARKS = 1_024;
    private static final long LOOK_EVERY_MS = 20;

    private final long hold;
    private final long grace;
    private final LongSupplier nanos;
    private final PrintStream answers;
    private final Map<Long, Long> marks = new LinkedHashMap<>();
    private final Map<Long, Watched> watched = new HashMap<>();
    private boolean alone;

    private record Watched(ProcessHandle process, long until) {
        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Times in nanoseconds. */
    Warden(long hold, long grace, LongSupplier nanos, PrintStream answers) {
        this.hold = hold;
        this.grace = grace;
        this.nanos = nanos;
        this.answers = answers;
    }

    /** Takes the hold and the grace in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        Warden warden = new Warden(
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[0])),
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1])),
                System::nanoTime,
                System.out);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(
                () -> {
                    if (!warden.look()) {
                        clock.shutdown();
                    }
                },
                LOOK_EVERY_MS,
                LOOK_EVERY_MS,
                TimeUnit.MILLISECONDS);
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                warden.obey(order);
            }
        } finally {
            warden.hubIsGone();
        }
    }

    synchronized void obey(String order) {
        String[] words = order.split(" ");
        switch (words[0]) {
            case "mark" -> mark(Long.parseLong(words[1]));
            case "watch" -> watch(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "hold" -> prolong(words);
            case "forget" -> watched.remove(Long.parseLong(words[1]));
            default -> throw new IllegalArgumentException("no such order: " + order);
        }
    }

    /** Kills what is overdue; false once there is nothing left to do. */
    synchronized boolean look() {
        long now = nanos.getAsLong();
        watched.values().removeIf(one -> {
            boolean overdue = now - one.until >= 0;
            if (overdue) {
                one.kill();
            }
            return overdue || !one.process.isAlive();
        });
        return !alone || !watched.isEmpty();
    }

    synchronized void hubIsGone() {
        alone = true;
        long latest = nanos.getAsLong() + grace;
        watched.values().forEach(one -> one.process.destroy());
        watched.replaceAll((pid, one) -> one.until - latest < 0 ? one : new Watched(one.process, latest));
    }

    private void mark(long mark) {
        marks.put(mark, nanos.getAsLong());
        if (marks.size() > MOST_MARKS) {
            marks.remove(marks.keySet().iterator().next());
        }
        answer("marked " + mark);
    }

    private void watch(long pid, long mark) {
        ProcessHandle.of(pid).ifPresent(process -> watched.put(pid, new Watched(process, until(mark))));
        answer("watching " + pid);
    }

    private void prolong(String[] words) {
        long until = until(Long.parseLong(words[1]));
        for (int i = 2; i < words.length; i++) {
            watched.computeIfPresent(Long.parseLong(words[i]), (pid, one) -> new Watched(one.process, until));
        }
    }

    /** A mark that is not known any more lets nobody live. */
    private long until(long mark) {
        Long at = marks.get(mark);
        return at == null ? nanos.getAsLong() : at + hold;
    }

    private void answer(String line) {
        answers.print(line + "\n");
        answers.flush();
    }
}
