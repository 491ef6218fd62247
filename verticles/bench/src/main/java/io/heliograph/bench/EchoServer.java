package io.heliograph.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What calls are measured against: an HTTP server that sends every body back and does nothing else. */
public final class EchoServer extends VerticleBase {
    private final int port;

    private EchoServer(int port) {
        this.port = port;
    }

    /** Argument: port. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new EchoServer(port), new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> System.out.println("echo listens on http://127.0.0.1:" + port))
                .onFailure(failure -> {
                    System.err.println("echo: " + failure.getMessage());
                    System.exit(1);
                });
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer().requestHandler(EchoServer::echo).listen(port, "127.0.0.1");
    }

    private static void echo(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(body));
    }
}
