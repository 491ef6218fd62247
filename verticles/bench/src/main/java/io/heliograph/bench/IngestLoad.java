package io.heliograph.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Sends batches over a number of connections for a time, each connection one request after the other, and tells what was
 * accepted, how long answers took, when everything was stored, and the CPU time that the hub and PostgreSQL used.
 */
public final class IngestLoad {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Load load;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClientAgent client;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(60_000_000, 3);
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch ended;

    /** What to send and where. */
    private record Load(URI url, int connections, int batch, Duration duration, long hubPid) {}

    private IngestLoad(Load load) {
        this.load = load;
        this.ended = new CountDownLatch(load.connections);
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(load.connections));
    }

    /** Arguments: url, connections, events a batch, seconds, process id of the hub (0 leaves CPU time out). */
    public static void main(String[] arguments) throws InterruptedException {
        Load load = new Load(
                URI.create(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Duration.ofSeconds(Long.parseLong(arguments[3])),
                Long.parseLong(arguments[4]));
        new IngestLoad(load).run();
    }

    private void run() throws InterruptedException {
        long pendingBefore = pending();
        CpuTime hub = CpuTime.ofProcess(load.hubPid);
        CpuTime postgres = CpuTime.ofPrograms("postgres");
        long began = System.nanoTime();
        vertx.setTimer(load.duration.toMillis(), end -> over.set(true));
        for (int connection = 0; connection < load.connections; connection++) {
            next();
        }
        ended.await();
        double sending = seconds(began);
        while (pending() > 0) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        double storing = seconds(began);
        report(pendingBefore, sending, storing, hub.seconds(), postgres.seconds());
        vertx.close();
    }

    private void report(long pendingBefore, double sending, double storing, double hubCpu, double postgresCpu) {
        double millions = accepted.get() / 1e6;
        System.out.printf("pending before   %,d%n", pendingBefore);
        System.out.printf(
                "accepted         %,d events, %,.0f/s, %,d failed requests%n",
                accepted.get(), accepted.get() / sending, failed.get());
        System.out.printf("stored           all after %.1f s, %,.0f/s%n", storing, accepted.get() / storing);
        System.out.printf(
                "answers          p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
        System.out.printf(
                "CPU per million  hub %.1f s, PostgreSQL %.1f s%n", hubCpu / millions, postgresCpu / millions);
    }

    private void next() {
        if (over.get()) {
            ended.countDown();
            return;
        }
        long sent = System.nanoTime();
        post().onComplete(answer -> {
            if (answer.succeeded()) {
                micros.recordValue(Math.min(60_000_000, (System.nanoTime() - sent) / 1000));
                accepted.addAndGet(answer.result());
            } else {
                failed.incrementAndGet();
            }
            next();
        });
    }

    private Future<Integer> post() {
        return client.request(HttpMethod.POST, load.url.getPort(), load.url.getHost(), "/events")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(SampleEvents.batch(load.batch)))
                .compose(response -> response.body().map(Buffer::toJsonObject))
                .map(receipt -> receipt.getInteger("accepted"));
    }

    /** What waits in the journals of the cluster. */
    private long pending() {
        return client.request(HttpMethod.GET, load.url.getPort(), load.url.getHost(), "/metrics")
                .compose(request -> request.send().compose(response -> response.body()))
                .map(body -> body.toString()
                        .lines()
                        .filter(line -> line.startsWith("heliograph_events_pending{"))
                        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
