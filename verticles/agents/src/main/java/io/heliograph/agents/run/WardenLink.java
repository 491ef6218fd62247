package io.heliograph.agents.run;

import io.heliograph.agents.warden.Warden;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's end of its {@link Warden}, which is started when the first process needs it. Belongs to one context. */
final class WardenLink {
    private static final Logger LOG = LoggerFactory.getLogger(WardenLink.class);
    private static final int MOST_ORDERS = 4_096;
    private static final long PATIENCE_S = 2;
    private static final String END = "";

    /** A shell that makes the warden deaf to Ctrl-C, which would reach it before the hub has stopped its agents. */
    private static final String DEAF = "trap '' INT; exec \"$@\"";

    private final Context context;
    private final Duration hold;
    private final Duration grace;
    private final Runnable onLoss;
    private final Map<String, Promise<Void>> awaited = new HashMap<>();
    private Process process;
    private BlockingQueue<String> orders;
    private long marks;

    /** {@code onLoss} is run when the warden ended by itself, and nobody watches over the processes. */
    WardenLink(Context context, Duration hold, Duration grace, Runnable onLoss) {
        this.context = context;
        this.hold = hold;
        this.grace = grace;
        this.onLoss = onLoss;
    }

    /** Lets the warden note the time; what is then allowed with this mark counts from before this moment's end. */
    Future<Long> mark() {
        long mark = ++marks;
        return running().compose(on -> ask("mark " + mark, "marked " + mark)).map(mark);
    }

    /** Completes when the process is under watch. */
    Future<Void> watch(long pid, long mark) {
        return ask("watch " + pid + " " + mark, "watching " + pid);
    }

    void hold(long mark, Collection<Long> pids) {
        if (!pids.isEmpty()) {
            order("hold " + mark + pids.stream().map(pid -> " " + pid).collect(Collectors.joining()));
        }
    }

    void forget(long pid) {
        order("forget " + pid);
    }

    /** Ends the warden, which ends whatever it still watches. */
    void close() {
        if (process != null) {
            order(END);
            process = null;
        }
    }

    private Future<Void> running() {
        if (process != null) {
            return Future.succeededFuture();
        }
        try {
            process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Future.failedFuture(new UncheckedIOException("the warden of agents cannot be started", e));
        }
        orders = new ArrayBlockingQueue<>(MOST_ORDERS);
        Process started = process;
        BlockingQueue<String> queue = orders;
        Threads.daemon("warden orders", () -> write(started, queue));
        Threads.daemon("warden answers", () -> read(started));
        started.onExit().thenAccept(ended -> {
            queue.clear();
            queue.add(END);
            context.runOnContext(told -> ended(started));
        });
        return Future.succeededFuture();
    }

    private List<String> command() {
        return List.of(
                "/bin/sh",
                "-c",
                DEAF,
                "heliograph-warden",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Warden.class.getName(),
                Long.toString(hold.toMillis()),
                Long.toString(grace.toMillis()));
    }

    private Future<Void> ask(String order, String answer) {
        Promise<Void> promise = Promise.promise();
        awaited.put(answer, promise);
        order(order);
        return promise.future()
                .timeout(PATIENCE_S, TimeUnit.SECONDS)
                .onFailure(cause -> awaited.remove(answer, promise));
    }

    /** A warden that does not read is as good as none. */
    private void order(String order) {
        if (process != null && !orders.offer(order)) {
            process.destroyForcibly();
        }
    }

    private void ended(Process ended) {
        if (process == ended) {
            process = null;
            LOG.warn("the warden of agents ended with {}; all of its processes are ended too", ended.exitValue());
            List<Promise<Void>> lost = List.copyOf(awaited.values());
            awaited.clear();
            lost.forEach(promise -> promise.tryFail("the warden of agents ended"));
            onLoss.run();
        }
    }

    private static void write(Process process, BlockingQueue<String> orders) {
        try (BufferedWriter writer = process.outputWriter()) {
            for (String order = orders.take(); !order.equals(END); order = orders.take()) {
                writer.write(order + "\n");
                writer.flush();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void read(Process process) {
        try (BufferedReader answers = process.inputReader()) {
            for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
                String line = answer;
                context.runOnContext(said -> heard(line));
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    private void heard(String answer) {
        Promise<Void> promise = awaited.remove(answer);
        if (promise != null) {
            promise.tryComplete();
        }
    }
}
