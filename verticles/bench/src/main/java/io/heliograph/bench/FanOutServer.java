package io.heliograph.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A bare Vert.x server that writes one shared text to every socket: {@code FanOutServer <port> <interval ms> <bytes>}. */
public final class FanOutServer extends AbstractVerticle {
    private static final int AROUND = 60;

    private final int port;
    private final int interval;
    private final String filler;
    private final Set<ServerWebSocket> sockets = new LinkedHashSet<>();

    private FanOutServer(int port, int interval, int bytes) {
        this.port = port;
        this.interval = interval;
        this.filler = "x".repeat(Math.max(0, bytes - AROUND));
    }

    public static void main(String[] args) {
        int[] numbers =
                java.util.Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        vertx.deployVerticle(
                () -> new FanOutServer(numbers[0], numbers[1], numbers[2]), new DeploymentOptions().setInstances(2));
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setTcpNoDelay(true)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false))
                .webSocketHandler(socket -> {
                    sockets.add(socket);
                    socket.closeHandler(closed -> sockets.remove(socket));
                })
                .listen(port);
        vertx.setPeriodic(interval, tick -> {
            String text = "{\"timestamp\":\"" + Instant.now() + "\",\"filler\":\"" + filler + "\"}";
            sockets.forEach(socket -> socket.writeTextMessage(text));
        });
    }
}
