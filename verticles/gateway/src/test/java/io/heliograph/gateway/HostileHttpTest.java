package io.heliograph.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.faults.Outcome;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H4, H7, H8, H9: requests that are HTTP and mean no good. */
@Tag("fault")
class HostileHttpTest {
    /** Quiet as in the hub itself: it tells of each request that is too many. */
    private static final Logger NETTY = Logger.getLogger("io.netty.channel");

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        NETTY.setLevel(Level.SEVERE);
        doors = Doors.open(directory);
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    /** H8: whatever is echoed, it adds no header and no second answer. */
    @Test
    void nothingThatIsEchoedBecomesAHeader() {
        List<String> breaks =
                List.of("\r\n", "\n", "\r", "\u0085", "\u2028", "\r\n\r\n", "\0\r\n", "\u560a", "\u010a", "\u2029");
        List<String> tails = List.of(
                "X-Injected: yes", "Set-Cookie: a=b", "Content-Length: 0", "HTTP/1.1 200 OK", "\tX-Injected: yes");
        List<String> paths = List.of(
                "/%s",
                "/events?%s=1",
                "/events?type=%s",
                "/events?cursor=%s",
                "/events/%s",
                "/problems/%s",
                "/docs/%s",
                "/events/export?format=%s",
                "/agents?%s",
                "/logs?level=%s");
        int cases = 0;
        for (String line : breaks) {
            for (String tail : tails) {
                String payload = URLEncoder.encode("a" + line + tail, UTF_8);
                for (String path : paths) {
                    harmless("GET " + path.formatted(payload) + " HTTP/1.1", "");
                    harmless(
                            "GET /nowhere HTTP/1.1",
                            "X-Request-Id: a" + payload + "\r\nOrigin: http://localhost" + payload + "\r\n");
                    cases += 2;
                }
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(1_000);
        Outcome.of("H8", "%d header injections, no header more", cases);
    }

    private static void harmless(String line, String headers) {
        try (Wire wire = new Wire(doors.port)) {
            String head = wire.send(line + "\r\nHost: localhost\r\n" + headers + "\r\n")
                    .answer()
                    .head();
            assertThat(head).matches("(?s)HTTP/1.1 (4|503).*").doesNotContain("X-Injected", "Set-Cookie");
            assertThat(head.lines().filter(text -> text.startsWith("HTTP/"))).hasSize(1);
            assertThat(wire.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .answer()
                            .head())
                    .startsWith("HTTP/1.1 200");
        }
    }

    /** H9: no way of writing a path leads to a file that is not named. */
    @Test
    void noPathLeadsToOtherFiles() {
        List<String> ups = List.of(
                "../",
                "..%2f",
                "%2e%2e/",
                "%2e%2e%2f",
                "..%5c",
                "..\\",
                "%252e%252e%252f",
                "..;/",
                "....//",
                "..%c0%af",
                "..%00/",
                "./../",
                "%2e./",
                ".%2e/",
                "..//",
                "..%u2215",
                "/..",
                "//",
                "..%01/",
                "..%ff/");
        List<String> targets =
                List.of("etc/passwd", "logback.xml", "META-INF/MANIFEST.MF", "io/heliograph/gateway/Csv.class", "..");
        int cases = 0;
        for (String base : List.of("/docs/", "/")) {
            for (String up : ups) {
                for (String target : targets) {
                    try (Wire wire = new Wire(doors.port)) {
                        Wire.Answer answer = wire.request("GET " + base + up.repeat(3) + target + " HTTP/1.1")
                                .answer();
                        assertThat(answer.status()).as(base + up + target).isIn(200, 302, 400, 404);
                        assertThat(answer.body())
                                .doesNotContain("root:", "<configuration>", "Manifest-Version", "\u00ca\u00fe");
                        cases++;
                    }
                }
            }
        }
        assertThat(cases).isEqualTo(200);
        Outcome.of("H9", "%d paths, no file", cases);
    }

    /** H7: HTTP/2 is spoken behind TLS only. */
    @Test
    void plainConnectionsAreNotUpgraded() {
        try (Wire wire = new Wire(doors.port)) {
            Wire.Answer answer = wire.request(
                            "GET /health HTTP/1.1",
                            "Connection: Upgrade, HTTP2-Settings",
                            "Upgrade: h2c",
                            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
                    .answer();
            assertThat(answer.head()).startsWith("HTTP/1.1 200");
        }
        try (Wire wire = new Wire(doors.port)) {
            assertThat(wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").answer().head())
                    .matches("(?s)HTTP/[12].[01] [45].*");
        }
    }

    /** What is sent ahead waits in the sender's own buffers, until the hub closes or reads no more. */
    @Test
    void whoSendsAheadAndReadsNothingIsNotReadEither() throws Exception {
        byte[] request = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1);
        int most = 64 << 20;
        ByteBuffer many = ByteBuffer.allocate(request.length * 1_000);
        for (int i = 0; i < 1_000; i++) {
            many.put(request);
        }
        many.flip();
        long sent = 0;
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", doors.port))) {
            socket.configureBlocking(false);
            for (int silent = 0; silent < 200 && sent < most; ) {
                int taken = socket.write(many);
                sent += taken;
                if (!many.hasRemaining()) {
                    many.rewind();
                }
                if (taken == 0) {
                    silent++;
                    Thread.sleep(10);
                } else {
                    silent = 0;
                }
            }
        } catch (IOException closed) {
            Outcome.of("H4", "the hub closed");
        }
        Outcome.of("H4", "%d KiB of requests sent ahead, then the hub read no more", sent >> 10);
        assertThat(sent).isLessThan(most);
        assertThat(doors.http.get("/health").status()).isEqualTo(200);
    }

    /** H4: what was a WebSocket at last is a connection less, too. */
    @Test
    void socketsThatHaveEndedLeaveTheirPlaces(@TempDir Path other) {
        try (Doors narrow = Doors.open(other, "http.max-connections=4")) {
            for (int i = 0; i < 20; i++) {
                await().until(() -> isOpened(narrow));
            }
        }
    }

    private static boolean isOpened(Doors doors) {
        try (SocketWire socket = new SocketWire(doors.port)) {
            return socket.answer().head().startsWith("HTTP/1.1 101");
        }
    }

    /** H4: one address fills only its own share. */
    @Test
    void oneAddressHasItsOwnBound(@TempDir Path other) throws IOException {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeThat(outside).as("an address beside loopback").isPresent();
        try (Doors narrow =
                Doors.open(other, "http.host=0.0.0.0", "auth.api-key=k", "http.max-connections-per-address=5")) {
            List<Socket> sockets = new ArrayList<>();
            int answered = 0;
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(outside.get(), narrow.port);
                sockets.add(socket);
                socket.setSoTimeout(10_000);
                answered += answers(socket) ? 1 : 0;
            }
            assertThat(answered).isEqualTo(5);
            assertThat(narrow.http.get("/health").status()).isEqualTo(200);
            for (Socket socket : sockets) {
                socket.close();
            }
            await().until(() -> {
                try (Socket later = new Socket(outside.get(), narrow.port)) {
                    return answers(later);
                }
            });
        }
    }

    private static boolean answers(Socket socket) {
        try {
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            return socket.getInputStream().read() == 'H';
        } catch (IOException closed) {
            return false;
        }
    }
}
