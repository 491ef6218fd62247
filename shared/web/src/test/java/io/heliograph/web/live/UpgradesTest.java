package io.heliograph.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpgradesTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void anOpenSocketKeepsNothingOfItsRequest() throws Exception {
        Promise<WeakReference<HttpServerRequest>> request = Promise.promise();
        Promise<WeakReference<HttpConnection>> connection = Promise.promise();
        Promise<ServerWebSocket> opened = Promise.promise();
        HttpServer server = listen(asked -> {
            request.complete(new WeakReference<>(asked));
            connection.complete(new WeakReference<>(asked.connection()));
            Upgrades.toWebSocket(asked).onComplete(opened);
        });
        WebSocket client = vertx.createWebSocketClient()
                .connect(server.actualPort(), "localhost", "/")
                .await(20, TimeUnit.SECONDS);
        ServerWebSocket socket = opened.future().await(20, TimeUnit.SECONDS);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(request.future().result().get()).isNull();
            assertThat(connection.future().result().get()).isNull();
        });

        Promise<String> heard = Promise.promise();
        client.textMessageHandler(heard::complete);
        socket.writeTextMessage("still there");
        assertThat(heard.future().await(20, TimeUnit.SECONDS)).isEqualTo("still there");
    }

    @Test
    void whatIsNoUpgradeIsAProblem() throws Exception {
        Promise<ServerWebSocket> opened = Promise.promise();
        HttpServer server = listen(asked -> Upgrades.toWebSocket(asked).onComplete(opened));
        vertx.createHttpClient()
                .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(HttpClientRequest::send);
        await().until(opened.future()::isComplete);
        assertThat(opened.future().cause())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.INVALID_PARAMETER));
    }

    private HttpServer listen(Consumer<HttpServerRequest> handler) throws Exception {
        Future<HttpServer> listening =
                vertx.createHttpServer().requestHandler(handler::accept).listen(0, "localhost");
        return listening.await(20, TimeUnit.SECONDS);
    }
}
