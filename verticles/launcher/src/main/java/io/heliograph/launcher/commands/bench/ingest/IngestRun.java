package io.heliograph.launcher.commands.bench.ingest;

import io.heliograph.launcher.commands.bench.process.CpuClocks;
import io.heliograph.launcher.commands.bench.process.CpuClocks.Used;
import io.heliograph.launcher.commands.client.CommandFailed;
import io.heliograph.launcher.commands.client.Pace;
import io.heliograph.launcher.commands.client.Surroundings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** One run of a load from its first request until what it sent is stored. Ctrl-C ends it early with what there is. */
final class IngestRun {
    private static final Duration LOOK_WHILE_SENDING = Duration.ofSeconds(1);
    private static final Duration LOOK_WHILE_STORING = Duration.ofMillis(100);
    private static final int SILENCES_UNTIL_GONE = 100;

    private final Load load;
    private final HubGauge gauge;
    private final CpuClocks clocks;
    private final Surroundings surroundings;
    private final boolean waitUntilStored;
    private final Backlog backlog = new Backlog();
    private boolean interrupted;
    private Used cpuBefore;
    private long start;

    IngestRun(Load load, HubGauge gauge, CpuClocks clocks, Surroundings surroundings, boolean waitUntilStored) {
        this.load = load;
        this.gauge = gauge;
        this.clocks = clocks;
        this.surroundings = surroundings;
        this.waitUntilStored = waitUntilStored;
    }

    IngestResult run() throws CommandFailed, InterruptedException {
        // One loop: it keeps up with any one node, and takes no more of the machine than it must.
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            Traffic traffic = await(Traffic.begin(vertx, load, surroundings.clock()));
            send(traffic);
            return measured(traffic);
        } catch (ExecutionException e) {
            throw CommandFailed.unreachable("nothing answers at " + load.url() + "; is the hub running there?");
        } finally {
            vertx.close();
        }
    }

    private void send(Traffic traffic) throws ExecutionException {
        try {
            begin();
            surroundings.pace().pause(load.warmUp());
            begin();
            await(traffic.measureFromNow());
            Pace pace = surroundings.pace();
            long end = pace.nanos() + load.duration().toNanos();
            for (long left = end - pace.nanos(); left > 0; left = end - pace.nanos()) {
                pace.pause(Duration.ofNanos(Math.min(left, LOOK_WHILE_SENDING.toNanos())));
                backlog.goesOn(gauge.read());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    private void begin() throws InterruptedException {
        backlog.begins(gauge.read());
        cpuBefore = clocks.read();
        start = surroundings.pace().nanos();
    }

    private IngestResult measured(Traffic traffic) throws InterruptedException, ExecutionException {
        Tally tally = await(traffic.stop());
        Used cpuSending = clocks.read().since(cpuBefore);
        backlog.sendingEnds(gauge.read());
        if (waitUntilStored && !interrupted && backlog.isKnown() && !backlog.isEmptyNow()) {
            surroundings.say(
                    "waiting until %,d events are stored; Ctrl-C ends the wait".formatted(backlog.pendingAtEnd()));
            waitUntilStored();
        }
        double seconds = (surroundings.pace().nanos() - start) / 1e9;
        return new IngestResult(load, tally, backlog, cpuSending, clocks.read().since(cpuBefore), seconds, interrupted);
    }

    private void waitUntilStored() {
        try {
            while (!backlog.isEmptyNow() && !backlog.isSilentFor(SILENCES_UNTIL_GONE)) {
                surroundings.pace().pause(LOOK_WHILE_STORING);
                backlog.goesOn(gauge.read());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
