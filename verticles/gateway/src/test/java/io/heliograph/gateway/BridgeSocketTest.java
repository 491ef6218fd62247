package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.EventId;
import io.heliograph.contracts.operations.Caller;
import io.heliograph.web.live.Sink;
import io.heliograph.web.live.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event-bus bridge on both kinds of WebSocket, with clients that are slow, silent or mean. */
class BridgeSocketTest {
    private static final long BOUND = 64 << 10;
    private static final String FAULT = "{\"type\":\"err\",\"body\":\"";
    private static final String RAW = "/eventbus/websocket";
    private static final String FRAMED = "/eventbus/000/abcdefgh/websocket";

    private static final String KEY = "correct horse battery staple";
    private static final String LOGGED_IN = "\"subject\":\"api-key\"";

    @TempDir
    Path directory;

    private final Source source = new Source();
    private Doors doors;

    /** Lets the test offer what it wants. */
    private static final class Source extends TestSource {
        @Override
        public Future<Subscription<EventId>> subscribe(Caller caller, EventId input, String id, Sink sink) {
            return Future.succeededFuture(new Subscription<>() {
                @Override
                public EventId answer() {
                    return input;
                }

                @Override
                public void start() {
                    sinks.add(sink);
                }

                @Override
                public void cancel() {
                    cancelled.add(input.id());
                }
            });
        }
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, FRAMED})
    void whoDoesNotReadHoldsNoMoreThanTheBound(String path) throws InterruptedException {
        open("rpc.socket-outbound=64KiB", "eventbus.ping-timeout=1m");
        Buffer document = Buffer.buffer("\"" + "x".repeat(8_000) + "\"");
        try (SocketWire socket = connect(path)) {
            Sink sink = registered(socket, path);
            int taken = 0;
            // What the kernel takes is not the socket's to hold, so it ends only when that is full too.
            while (sink.offer(document)) {
                taken++;
                assertThat(sink.waiting()).isLessThanOrEqualTo(BOUND);
            }
            CountDownLatch room = new CountDownLatch(1);
            sink.onRoom(1, room::countDown);
            for (int read = 0; read < taken; read++) {
                assertThat(socket.text()).hasSizeGreaterThan(8_000);
            }
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sink.offer(document)).isTrue();
            assertThat(socket.text()).hasSizeGreaterThan(8_000);
        }
        Awaitility.await().untilAsserted(() -> assertThat(source.cancelled).containsExactly("s"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(doors.rpc.sockets().held()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, FRAMED})
    void whoTakesNothingIsLetGo(String path) {
        open("rpc.socket-outbound=64KiB", "eventbus.ping-timeout=500ms");
        Buffer document = Buffer.buffer("\"" + "x".repeat(8_000) + "\"");
        try (SocketWire socket = connect(path)) {
            Sink sink = registered(socket, path);
            Awaitility.await().until(() -> {
                sink.offer(document);
                return source.cancelled.contains("s");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RAW, FRAMED})
    void aTextThatIsNotUtf8EndsTheSocketAndCallsNothing(String path) {
        open();
        for (String hex : List.of("FFFE", "EDA080", "C0AF")) {
            try (SocketWire socket = connect(path)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                text.writeBytes(
                        "{\"type\":\"register\",\"address\":\"live.test\",\"headers\":{\"id\":\"".getBytes(UTF_8));
                text.writeBytes(HexFormat.of().parseHex(hex));
                text.writeBytes("\"}}".getBytes(UTF_8));
                assertThat(socket.send(text.toByteArray()).closed()).isEqualTo(1007);
            }
        }
        assertThat(source.sinks).isEmpty();
        try (SocketWire socket = connect(RAW)) {
            // A character in several bytes may come in several frames.
            byte[] text = "{\"type\":\"dance\",\"address\":\"é\"}".getBytes(UTF_8);
            int half = text.length - 3;
            socket.frame(SocketWire.TEXT, false, Arrays.copyOf(text, half));
            socket.frame(SocketWire.CONTINUATION, true, Arrays.copyOfRange(text, half, text.length));
            assertThat(socket.text()).contains("invalid_type");
        }
    }

    @Test
    void norDoesAPostTakeSuch() {
        open("eventbus.transports=websocket,xhr");
        assertThat(doors.http.post("/eventbus/000/abcdefgh/xhr", "").body()).isEqualTo("o\n");
        byte[] text = "[\"{}\"]".getBytes(UTF_8);
        text[3] = (byte) 0xFF;
        assertThat(doors.http
                        .post("/eventbus/000/abcdefgh/xhr_send", text, "text/plain")
                        .body())
                .contains("invalid-utf8");
    }

    @Test
    void whoSaysNothingIsLetGo() {
        open("eventbus.ping-timeout=200ms");
        try (SocketWire socket = connect(RAW)) {
            assertThat(socket.closed()).isEqualTo(3001);
        }
        try (SocketWire socket = connect(FRAMED)) {
            assertThat(socket.text()).as("all that SockJS says").isEqualTo("c[3000,\"Go away!\"]");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(doors.rpc.sockets().held()).isZero());
    }

    @Test
    void aLoginIsCheckedHoweverOftenOneLogsIn() {
        open("auth.api-key=" + KEY);
        try (SocketWire socket = connect(RAW)) {
            // The second message is on its way before the first one is answered.
            assertThat(socket.send(login(KEY)).send(login("other")).text()).contains(LOGGED_IN);
            assertThat(socket.text()).contains("unauthenticated").doesNotContain(LOGGED_IN);
            assertThat(socket.send(login(KEY)).text()).contains(LOGGED_IN);
            assertThat(socket.send(login("other")).text()).contains("unauthenticated");
            assertThat(socket.send("{\"type\":\"send\",\"address\":\"hub.version\",\"replyAddress\":\"r\"}")
                            .text())
                    .contains("\"version\"");
        }
    }

    @Test
    void whoLogsInWhenThereIsNoPlaceIsToComeLater() {
        open("auth.api-key=" + KEY, "rpc.max-sockets=2");
        try (SocketWire first = SocketWire.at(doors.port, RAW, "X-API-KEY: " + KEY);
                SocketWire second = connect(RAW)) {
            assertThat(first.send(login(KEY)).text()).contains(LOGGED_IN);
            assertThat(second.send(login(KEY)).closed()).isEqualTo(3013);
        }
    }

    @Test
    void aSocketStaysWhoseItIs() {
        open("auth.api-key=" + KEY);
        try (SocketWire socket = SocketWire.at(doors.port, RAW, "X-API-KEY: " + KEY, Doors.PROJECT + ": another")) {
            assertThat(socket.send(login(KEY)).text()).contains("forbidden").doesNotContain(LOGGED_IN);
        }
    }

    @Test
    void aLoginThatCannotBeReadIsAnswered() {
        open("auth.api-key=" + KEY);
        try (SocketWire socket = connect(RAW)) {
            String two = login(KEY).replace("}}", ",\"token\":\"x\"}}");
            assertThat(socket.send(two).text()).contains("invalid-parameter");
            assertThat(socket.send(login(KEY)).text()).contains(LOGGED_IN);
        }
    }

    @Test
    void whateverIsNotOfferedIsDenied() {
        open("rpc.socket-subscriptions=1");
        try (SocketWire socket = connect(RAW)) {
            for (String address : List.of("live.other", "test", "__vertx.subs", "op.events.query", "live.test.*", "")) {
                assertThat(said(socket, "register", address)).isEqualTo("access_denied");
                assertThat(said(socket, "publish", address)).isEqualTo("access_denied");
            }
            assertThat(said(socket, "send", "live.test")).isEqualTo("access_denied");
            assertThat(said(socket, "dance", "live.test")).isEqualTo("invalid_type");
            assertThat(said(socket, "register", "x".repeat(201))).isEqualTo("max_address_length_reached");
            assertThat(socket.send("{").text()).contains("invalid_json");
            assertThat(socket.send("[]").text()).contains("invalid_json");
            assertThat(socket.send("{}").text()).contains("missing_type");
            assertThat(socket.send("{\"type\":\"send\"}").text()).contains("missing_address");
            registered(socket, RAW);
            assertThat(said(socket, "register", "live.test")).isEqualTo("address_already_registered");
            assertThat(source.sinks).hasSize(1);
        }
    }

    @Test
    void aForeignPageGetsNoneOfIt() {
        open();
        for (String path : List.of(RAW, FRAMED)) {
            try (SocketWire socket = SocketWire.at(doors.port, path, "Origin: https://evil.example")) {
                assertThat(socket.answer().status()).isEqualTo(403);
            }
        }
        assertThat(doors.http
                        .get("/eventbus/info", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(doors.http.get("/eventbus/info").headers().map())
                .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials", "set-cookie");
        assertThat(doors.http.get("/eventbus/iframe.html").status()).isEqualTo(404);
        assertThat(doors.http.post("/eventbus/000/abcdefgh/xhr", "").status())
                .as("a transport that is not among eventbus.transports")
                .isEqualTo(404);
    }

    private void open(String... settings) {
        doors = Doors.offering(directory, List.of(source), settings);
    }

    private SocketWire connect(String path) {
        SocketWire socket = SocketWire.at(doors.port, path);
        if (path.equals(FRAMED)) {
            assertThat(socket.text()).isEqualTo("o");
        }
        return socket;
    }

    private Sink registered(SocketWire socket, String path) {
        String message = "{\"type\":\"register\",\"address\":\"live.test\",\"headers\":{\"id\":\"s\"}}";
        socket.send(path.equals(FRAMED) ? "[\"" + message.replace("\"", "\\\"") + "\"]" : message);
        Awaitility.await().until(() -> !source.sinks.isEmpty());
        return source.sinks.element();
    }

    private static String login(String key) {
        return "{\"type\":\"send\",\"address\":\"auth.login\",\"replyAddress\":\"r\",\"body\":{\"api_key\":\"" + key
                + "\"}}";
    }

    /** The code of the fault that answers a message. */
    private static String said(SocketWire socket, String type, String address) {
        String text = socket.send("{\"type\":\"" + type + "\",\"address\":\"" + address + "\",\"body\":{}}")
                .text();
        assertThat(text).startsWith(FAULT);
        return text.substring(FAULT.length(), text.length() - 2);
    }
}
