package io.heliograph.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void everySocketGetsEveryFrameWholeWhateverItsLength() {
        List<Buffer> texts = Stream.of(0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000)
                .map(length -> Buffer.buffer("é".repeat(length / 2) + "x".repeat(length % 2)))
                .toList();
        List<SharedFrame> frames = texts.stream().map(SharedFrame::of).toList();
        HttpServer server = serve((channel, socket) -> frames.forEach(frame -> {
            frame.writeTo(channel);
            socket.writeTextMessage("between");
        }));
        List<String> expected = new ArrayList<>();
        texts.forEach(text -> expected.addAll(List.of(text.toString(), "between")));
        for (int i = 0; i < 3; i++) {
            Queue<String> got = read(server);
            await().until(() -> got.size() == expected.size());
            assertThat(got).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aSocketThatHasEndedIsNotWrittenTo() {
        SharedFrame frame = SharedFrame.of(Buffer.buffer("last"));
        Queue<Future<Void>> outcomes = new ConcurrentLinkedQueue<>();
        HttpServer server = serve((channel, socket) -> {
            outcomes.add(frame.writeTo(channel));
            socket.closeHandler(closed -> outcomes.add(frame.writeTo(channel)));
            socket.close();
        });
        Queue<String> got = read(server);
        await().until(() -> outcomes.size() == 2 && outcomes.stream().allMatch(Future::isComplete));
        assertThat(outcomes).map(Future::succeeded).containsExactly(true, false);
        await().until(() -> got.contains("last"));
    }

    private HttpServer serve(BiConsumer<Channel, ServerWebSocket> handler) {
        Router router = Router.router(vertx);
        router.get()
                .handler(http -> http.request()
                        .toWebSocket()
                        .onSuccess(socket ->
                                handler.accept(SharedFrame.below(http.request().connection()), socket)));
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    private Queue<String> read(HttpServer server) {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(2 << 20).setMaxMessageSize(2 << 20));
        client.webSocket()
                .textMessageHandler(got::add)
                .connect(server.actualPort(), "127.0.0.1", "/")
                .await();
        return got;
    }
}
