package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H1: who sends headers byte by byte holds no connection. */
@Tag("fault")
class PatienceTest {
    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.header-timeout=2s", "http.idle-timeout=4s");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @Test
    void connectionsOnWhichHeadersTrickleAreClosed() {
        int count = Rounds.of("slow-headers", 100, 1_000);
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wires.add(new Wire(doors.port).send("GET /health HTTP/1.1\r\nX-Slow: "));
        }
        trickleUntilClosed(wires);
        Outcome.of("H1", "%d connections with a byte of header at a time, all closed", count);
        assertThat(doors.http.get("/health").status()).isEqualTo(200);
    }

    /** On a connection that was of use before, the time between requests is what there is. */
    @Test
    void aSecondRequestThatTricklesIsClosedToo() {
        Wire wire = new Wire(doors.port);
        assertThat(wire.request("GET /health HTTP/1.1").answer().status()).isEqualTo(200);
        trickleUntilClosed(List.of(wire.send("GET /health HTTP/1.1\r\nX-Slow: ")));
    }

    @Test
    void aConnectionWithoutAByteIsClosed() {
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    private static void trickleUntilClosed(List<Wire> wires) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    wires.forEach(wire -> wire.send("x"));
                    return wires.stream().allMatch(Wire::wasClosed);
                });
        wires.forEach(Wire::close);
    }

    /** What is open for good reason has no more deadlines than before. */
    @Test
    void aWebSocketOutlivesThem() {
        WebSocketClient client = doors.vertx.createWebSocketClient();
        AtomicBoolean closed = new AtomicBoolean();
        WebSocket socket = Doors.await(client.connect(new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(doors.port)
                .setURI("/socket")));
        socket.closeHandler(gone -> closed.set(true));
        // The clock of the doors runs on: a connection that asks for nothing shows when the deadline has passed.
        for (int i = 0; i < 3; i++) {
            socket.writePing(Buffer.buffer("still here"));
            try (Wire silent = new Wire(doors.port)) {
                assertThat(silent.isClosed()).isTrue();
            }
        }
        assertThat(closed).isFalse();
        Doors.await(socket.close());
    }
}
