package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static io.heliograph.gateway.SocketWire.BINARY;
import static io.heliograph.gateway.SocketWire.CLOSE;
import static io.heliograph.gateway.SocketWire.CONTINUATION;
import static io.heliograph.gateway.SocketWire.PING;
import static io.heliograph.gateway.SocketWire.PONG;
import static io.heliograph.gateway.SocketWire.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.gateway.SocketWire.Frame;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session at /rpc: its frames, its bounds, who may open it and when it ends. */
class RpcSocketTest {
    private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}";
    private static final String QUERY = "{\"jsonrpc\":\"2.0\",\"method\":\"events.query\",\"id\":%d}";
    private static final String KEY = "correct horse battery staple";

    @TempDir
    Path directory;

    @Test
    void aMessageMayComeInSeveralFramesWithPingsBetweenThem() {
        try (Doors doors = Doors.open(directory);
                SocketWire socket = new SocketWire(doors.port)) {
            socket.frame(TEXT, false, VERSION.substring(0, 9).getBytes(UTF_8))
                    .frame(PING, true, "are you there".getBytes(UTF_8))
                    .frame(CONTINUATION, false, VERSION.substring(9, 20).getBytes(UTF_8))
                    .frame(CONTINUATION, true, VERSION.substring(20).getBytes(UTF_8));
            Frame pong = socket.receive();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("are you there");
            assertThat(socket.text()).contains("\"result\"");
        }
    }

    @Test
    void binaryFramesAreNotTaken() {
        try (Doors doors = Doors.open(directory);
                SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.frame(BINARY, true, VERSION.getBytes(UTF_8)).closed())
                    .isEqualTo(1003);
            socket.frame(CLOSE, true, new byte[0]);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(doors.rpc.sockets().held()).isZero());
        }
    }

    @Test
    void aMessageOverTheLimitEndsTheSocketInHoweverManyFramesItComes() {
        try (Doors doors = Doors.open(directory, "rpc.message-limit=1KiB")) {
            try (SocketWire socket = new SocketWire(doors.port)) {
                assertThat(socket.send(VERSION + " ".repeat(1024)).closed()).isEqualTo(1009);
            }
            try (SocketWire socket = new SocketWire(doors.port)) {
                socket.frame(TEXT, false, " ".repeat(1000).getBytes(UTF_8));
                assertThat(socket.frame(CONTINUATION, false, " ".repeat(25).getBytes(UTF_8))
                                .closed())
                        .isEqualTo(1009);
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(doors.inFlight.held()).isZero());
        }
    }

    @Test
    void aFrameOverTheLimitEndsTheSocketBeforeItIsRead() {
        try (Doors doors = Doors.open(directory, "http.frame-limit=1KiB");
                SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.send(" ".repeat(1025)).closed()).isEqualTo(1009);
        }
    }

    @Test
    void whatIsUnderWayOfASocketIsBoundedAndTheRestWaits() {
        Queue<Promise<EventPage>> held = new ConcurrentLinkedQueue<>();
        try (Doors doors = Doors.open(directory, "rpc.socket-calls=2");
                SocketWire socket = new SocketWire(doors.port)) {
            await(doors.bus.serve(EventOperations.QUERY, (caller, query) -> {
                Promise<EventPage> page = Promise.promise();
                held.add(page);
                return page.future();
            }));
            for (int id = 0; id < 6; id++) {
                socket.send(QUERY.formatted(id));
            }
            for (int answered = 0; answered < 6; answered++) {
                int wanted = Math.min(2, 6 - answered);
                Awaitility.await().untilAsserted(() -> assertThat(held).hasSize(wanted));
                held.remove().complete(new EventPage(List.of(), null));
                assertThat(socket.text()).endsWith("\"id\":" + answered + "}");
            }
        }
    }

    @Test
    void theUpgradesKeyIsTheSockets() {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY)) {
            try (SocketWire socket = new SocketWire(doors.port, "X-API-KEY: " + KEY)) {
                assertThat(socket.send(VERSION).text()).contains("\"result\"");
            }
            try (SocketWire socket = new SocketWire(doors.port, "X-API-KEY: wrong")) {
                assertThat(socket.answer().status()).isEqualTo(401);
                assertThat(socket.answer().body()).contains("unauthenticated");
            }
        }
    }

    @Test
    void whoBringsNoKeyLogsIn() {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY);
                SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.answer().status()).isEqualTo(101);
            // The second message is on its way before the first one is answered.
            socket.send(login(KEY)).send(VERSION);
            assertThat(socket.text())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"result\":{\"subject\":\"api-key\",\"project\":\"default\"},\"id\":1}");
            assertThat(socket.text()).contains("\"version\"");
            assertThat(socket.send(login(KEY)).text()).contains("\"result\"");
            assertThat(socket.send(login("other")).text()).contains("4010");
            assertThat(socket.send(VERSION).text()).contains("\"version\"");
            assertThat(doors.rpc.sockets().held()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"auth.login\",\"params\":{\"api_key\":\"wrong\"},\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"auth.login\",\"params\":{\"token\":\"wrong\"},\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"auth.login\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.discover\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"nowhere\",\"id\":1}"
            })
    void whoSaysSomethingElseIsTurnedAway(String first) {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY);
                SocketWire socket = new SocketWire(doors.port)) {
            socket.send(first).send(VERSION);
            assertThat(socket.text()).contains("\"code\":4010", "unauthenticated");
            assertThat(socket.closed()).isEqualTo(1008);
            socket.frame(CLOSE, true, new byte[0]);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(doors.rpc.sockets().held()).isZero());
        }
    }

    @Test
    void nothingOfABatchRunsBesideALogin() {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY);
                SocketWire socket = new SocketWire(doors.port)) {
            String event = "{\"jsonrpc\":\"2.0\",\"method\":\"events.ingest\",\"params\":{\"type\":\"a\"},\"id\":2}";
            assertThat(socket.send("[" + event + "," + login(KEY) + "," + event + "]")
                            .text())
                    .contains("4010", "4030", "\"subject\"");
            assertThat(doors.journal.end()).isZero();
        }
    }

    @Test
    void whoSaysNothingIsTurnedAwayToo() {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY, "rpc.login-timeout=100ms");
                SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.closed()).isEqualTo(1008);
        }
    }

    @Test
    void aLongFirstMessageIsNoLogin() {
        try (Doors doors = Doors.open(directory, "auth.api-key=" + KEY);
                SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.send(" ".repeat(20 << 10)).closed()).isEqualTo(1009);
        }
    }

    @Test
    void pagesOfTheHubAndOfListedOriginsMayOpenSockets() {
        try (Doors doors = Doors.open(directory, "http.allowed-origins=https://one.example")) {
            for (String origin : new String[] {"https://one.example", "http://localhost"}) {
                try (SocketWire socket = new SocketWire(doors.port, "Origin: " + origin)) {
                    assertThat(socket.answer().status()).as(origin).isEqualTo(101);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://two.example",
                "https://one.example.evil",
                "http://one.example",
                "https://one.example:8443",
                "https://localhost",
                "http://localhost:81",
                "http://localhost.evil",
                "null",
                "",
                "file://"
            })
    void pagesOfOthersMayNot(String origin) {
        try (Doors doors = Doors.open(directory, "http.allowed-origins=https://one.example");
                SocketWire socket = new SocketWire(doors.port, "Origin: " + origin)) {
            assertThat(socket.answer().status()).isEqualTo(403);
            assertThat(socket.answer().body()).contains("foreign-origin");
        }
    }

    @Test
    void thereAreOnlySoManySockets() {
        try (Doors doors = Doors.open(directory, "rpc.max-sockets=1");
                SocketWire first = new SocketWire(doors.port)) {
            assertThat(first.send(VERSION).text()).contains("\"result\"");
            try (SocketWire second = new SocketWire(doors.port)) {
                assertThat(second.answer().status()).isEqualTo(503);
                assertThat(second.answer().body()).contains("overloaded", "rpc.max-sockets");
            }
            assertThat(first.frame(CLOSE, true, new byte[0]).closed()).isBetween(0, 1005);
            Awaitility.await().untilAsserted(() -> {
                try (SocketWire third = new SocketWire(doors.port)) {
                    assertThat(third.answer().status()).isEqualTo(101);
                }
            });
        }
    }

    @Test
    void whoIsNotHeardOfIsLetGo() {
        try (Doors doors = Doors.open(directory, "rpc.ping-interval=100ms")) {
            try (SocketWire silent = new SocketWire(doors.port)) {
                assertThat(silent.receive().opcode()).isEqualTo(PING);
                assertThat(silent.closed()).isEqualTo(1001);
            }
            try (SocketWire alive = new SocketWire(doors.port)) {
                for (int ping = 0; ping < 5; ping++) {
                    assertThat(alive.receive().opcode()).isEqualTo(PING);
                    alive.frame(PONG, true, new byte[0]);
                }
                assertThat(alive.send(VERSION).text()).contains("\"result\"");
            }
        }
    }

    @Test
    void aHubThatStopsSaysSo() {
        Doors doors = Doors.open(directory);
        try (SocketWire socket = new SocketWire(doors.port)) {
            assertThat(socket.send(VERSION).text()).contains("\"result\"");
            Thread closing = new Thread(doors::close);
            closing.start();
            assertThat(socket.closed()).isEqualTo(1001);
        }
    }

    @Test
    void anUpgradeToAnotherVersionIsRefused() {
        try (Doors doors = Doors.open(directory);
                Wire wire = new Wire(doors.port)) {
            int status = wire.request(
                            "GET /rpc HTTP/1.1",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 99",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                    .answer()
                    .status();
            assertThat(status).isBetween(400, 499);
            assertThat(doors.rpc.sockets().held()).isZero();
        }
    }

    private static String login(String key) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"auth.login\",\"params\":{\"api_key\":\"" + key + "\"},\"id\":1}";
    }
}
