package io.heliograph.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches a server's payloads on many sockets and says what that costs the server's process: {@code FanOut <pid> <ws url>
 * <sockets> <seconds>}, for the hub and for {@link FanOutServer} in turns.
 */
public final class FanOut {
    private static final int TOGETHER = 50;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(1_000_000));
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private volatile boolean counting;

    public static void main(String[] args) throws Exception {
        FanOut load = new FanOut();
        System.out.println(
                load.run(args[0], URI.create(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3])));
        load.vertx.close();
    }

    private String run(String pid, URI url, int sockets, int seconds) throws Exception {
        double idle = Processes.residentKib(pid);
        connect(url, sockets);
        double open = Processes.residentKib(pid);
        Thread.sleep(Duration.ofSeconds(3).toMillis());
        double before = Processes.cpuSeconds(pid);
        counting = true;
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        counting = false;
        double cpu = Processes.cpuSeconds(pid) - before;
        long[] sorted = delays.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d sockets, %.0f messages/s of %d bytes, server %.2f CPU s per million, delivery p50 %.1f ms p99 %.1f ms,"
                        + " %.1f KiB resident a socket",
                sockets,
                messages.sum() / (double) seconds,
                bytes.sum() / Math.max(1, messages.sum()),
                cpu / messages.sum() * 1e6,
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                (open - idle) / sockets);
    }

    private void connect(URI url, int sockets) throws Exception {
        WebSocketConnectOptions target = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(url.getPath());
        for (int from = 0; from < sockets; from += TOGETHER) {
            List<Future<WebSocket>> opening = new ArrayList<>();
            for (int i = from; i < Math.min(sockets, from + TOGETHER); i++) {
                opening.add(client.connect(target).onSuccess(socket -> socket.textMessageHandler(this::take)));
            }
            Future.all(opening).toCompletionStage().toCompletableFuture().get();
        }
    }

    private void take(String text) {
        if (counting) {
            messages.increment();
            bytes.add(text.length());
            if (messages.sum() % 16 == 0) {
                Instant sent = Instant.parse(new JsonObject(text).getString("timestamp"));
                delays.add(Duration.between(sent, Instant.now()).toNanos() / 1_000);
            }
        }
    }
}
