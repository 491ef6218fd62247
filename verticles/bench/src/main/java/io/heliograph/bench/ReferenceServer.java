package io.heliograph.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the hub is measured against: an HTTP server that parses a body token by token, makes its bytes durable together
 * with those of other requests, and answers 202. It checks, stamps and stores nothing.
 */
public final class ReferenceServer extends VerticleBase {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ACCEPTED = 202;

    private final int port;
    private final GroupedFile file;

    private ReferenceServer(int port, GroupedFile file) {
        this.port = port;
        this.file = file;
    }

    /** Arguments: port, and the file to write, which is begun anew and stays below a gigabyte. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        GroupedFile file = GroupedFile.begin(Path.of(arguments[1]));
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new ReferenceServer(port, file), new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> System.out.println("reference listens on http://127.0.0.1:" + port))
                .onFailure(failure -> {
                    System.err.println("reference: " + failure.getMessage());
                    System.exit(1);
                });
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer().requestHandler(this::accept).listen(port, "127.0.0.1");
    }

    private void accept(HttpServerRequest request) {
        if (!request.path().equals("/events")) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body()
                .compose(this::keep)
                .onSuccess(accepted -> request.response()
                        .setStatusCode(ACCEPTED)
                        .putHeader("content-type", "application/json")
                        .end("{\"accepted\":" + accepted + "}"))
                .onFailure(failure -> request.response().setStatusCode(400).end(String.valueOf(failure.getMessage())));
    }

    private Future<Integer> keep(Buffer body) {
        byte[] bytes = body.getBytes();
        try {
            int events = count(bytes);
            return file.append(bytes, vertx.getOrCreateContext()).map(events);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    /** Events of an array, or of lines; every token is looked at. */
    private static int count(byte[] body) throws IOException {
        int events = 0;
        int depth = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    events += depth == 0 ? 1 : 0;
                    depth++;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token.isScalarValue()) {
                    parser.getTextLength();
                }
            }
        }
        return events;
    }
}
