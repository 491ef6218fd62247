package io.heliograph.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts one body again and again on keep-alive connections, each the next as soon as the last is answered. Says as little
 * as HTTP allows and reads only what it has to, so that it measures the server rather than itself.
 */
final class CallLoad {
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 5_000_000;

    /** Answers a second, and the 50th and 99th percentile of their times in milliseconds. */
    record Figures(double perSecond, double p50, double p99) {}

    private final Vertx vertx;
    private final int port;
    private final Buffer request;
    private final int[] micros = new int[MOST];
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean measures;
    private volatile boolean ended;

    CallLoad(Vertx vertx, int port, String path, String body) {
        this.vertx = vertx;
        this.port = port;
        request = Buffer.buffer("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    Figures run(int connections, int warmUpSeconds, int seconds) throws InterruptedException {
        CompletableFuture<?>[] open = new CompletableFuture<?>[connections];
        for (int each = 0; each < connections; each++) {
            open[each] = vertx.createNetClient()
                    .connect(port, "127.0.0.1")
                    .onSuccess(socket -> new Connection(socket).ask())
                    .toCompletionStage()
                    .toCompletableFuture();
        }
        CompletableFuture.allOf(open).join();
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        measures = true;
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        measures = false;
        double took = (System.nanoTime() - began) / 1e9;
        ended = true;
        int count = Math.min(answered.get(), MOST);
        if (count == 0) {
            throw new IllegalStateException("nothing was answered on port " + port);
        }
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Figures(answered.get() / took, sorted[count / 2] / 1e3, sorted[(int) (count * 0.99)] / 1e3);
    }

    /** One connection with one request under way. */
    private final class Connection {
        private final NetSocket socket;
        private Buffer answer = Buffer.buffer();
        private long asked;

        Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::arrived);
        }

        void ask() {
            asked = System.nanoTime();
            socket.write(request);
        }

        private void arrived(Buffer part) {
            Buffer all = answer.length() == 0 ? part : answer.appendBuffer(part);
            if (!isWhole(all)) {
                answer = all == part ? part.copy() : all;
                return;
            }
            answer = Buffer.buffer();
            if (measures) {
                int place = answered.getAndIncrement();
                if (place < MOST) {
                    micros[place] = (int) ((System.nanoTime() - asked) / 1_000);
                }
            }
            if (ended) {
                socket.close();
            } else {
                ask();
            }
        }

        private boolean isWhole(Buffer all) {
            int length = -1;
            for (int at = 0; at + 3 < all.length(); at++) {
                if (all.getByte(at) == '\r' && all.getByte(at + 2) == '\r') {
                    if (all.getByte(9) != '2') {
                        throw new IllegalStateException(all.toString());
                    }
                    return length >= 0 && all.length() >= at + 4 + length;
                }
                if (all.getByte(at) == '\n' && startsLength(all, at + 1)) {
                    length = number(all, at + 1 + LENGTH.length);
                }
            }
            return false;
        }

        private static boolean startsLength(Buffer all, int from) {
            for (int at = 0; at < LENGTH.length; at++) {
                if (from + at >= all.length() || (all.getByte(from + at) | 0x20) != LENGTH[at]) {
                    return false;
                }
            }
            return true;
        }

        private static int number(Buffer all, int from) {
            int number = 0;
            for (int at = from; all.getByte(at) != '\r'; at++) {
                number = 10 * number + all.getByte(at) - '0';
            }
            return number;
        }
    }
}
