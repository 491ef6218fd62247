package io.heliograph.launcher.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.heliograph.testkit.faults.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bent requests of every route, and questions with SQL in them: the hub answers each, and is the same afterwards. */
@Tag("fault")
class FuzzDoorsIT {
    private static final int PATIENCE_MS = 30_000;
    private static final long MEMORY_THAT_IS_NO_LEAK = 48L << 20;

    @TempDir
    static Path directory;

    private static Node node;
    private static Http http;

    @BeforeAll
    static void start() {
        // What the requests ask for is little; that they are refused for their number is tested elsewhere.
        node = new Node(directory, PostgresServer.shared()).start();
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void bentRequestsAreAnsweredOrCutOff() throws Exception {
        RequestMaker maker = new RequestMaker(http.get("/openapi.json").json(), Seed.of("FuzzDoorsIT"));
        int count = Rounds.of("fuzz-requests", 3_000, 100_000);
        Map<Integer, Integer> statuses = new TreeMap<>();
        ask(maker, count / 10, statuses);
        long before = heapInUse();
        ask(maker, count - count / 10, statuses);
        long after = heapInUse();
        Outcome.of("fuzz", "%d requests: %s; heap %d KiB, then %d KiB", count, statuses, before >> 10, after >> 10);
        assertThat(statuses.keySet()).allMatch(status -> status < 500 || status == 501 || status == 503);
        assertThat(after - before).isLessThan(MEMORY_THAT_IS_NO_LEAK);
        isUnmoved();
    }

    private static void ask(RequestMaker maker, int count, Map<Integer, Integer> statuses) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] request = maker.next();
            int status = exchange(request, i);
            statuses.merge(status, 1, Integer::sum);
            assertThat(status)
                    .as(() -> new String(request, ISO_8859_1))
                    .satisfiesAnyOf(
                            any -> assertThat(any).isLessThan(500),
                            any -> assertThat(any).isIn(501, 503));
        }
    }

    /** The status, or 0 if the hub closes without one; a hub that does neither in time fails the test. */
    private static int exchange(byte[] request, int number) throws IOException {
        URI hub = URI.create(node.process().url());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MS);
            // Ports that were just used rest for a while: more addresses have more of them.
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.1." + (1 + number % 200)), 0));
            socket.connect(new InetSocketAddress(hub.getHost(), hub.getPort()), PATIENCE_MS);
            socket.getOutputStream().write(request);
            // A request that bending made longer than it is would be waited for.
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            // A bent version comes back as it is: the status is the second word, wherever that begins.
            return answer.isEmpty()
                    ? 0
                    : Integer.parseInt(answer.substring(0, 20).split(" ", 3)[1]);
        } catch (SocketException reset) {
            return 0;
        }
    }

    /** The decoder answers some of these with what comes of them, such as an index beyond a table. */
    @ParameterizedTest
    @ValueSource(strings = {"zz", "\u00f6", "-1", "ffffffffff", "7fffffff7fffffff", "1\r\n{}}}", ""})
    void chunksThatCannotBeToldApartEndTheConnectionAlone(String chunks) throws IOException {
        String head = "POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(exchange((head + chunks + "\r\n").getBytes(ISO_8859_1), 0)).isIn(0, 400);
        isUnmoved();
    }

    /** S13: whatever a question brings is a value, never a part of the statement. */
    @Test
    void sqlInQuestionsIsData() {
        assertThat(http.post("/events", "{\"type\":\"kept\",\"id\":\"kept-1\",\"agent_id\":\"keeper\"}")
                        .status())
                .isEqualTo(202);
        Awaitility.await().until(() -> http.get("/events/kept-1").status() == 200);
        List<String> places = List.of(
                "/events?type=%s",
                "/events?source=%s",
                "/events?agent_id=%s",
                "/events?order=%s",
                "/events?cursor=%s",
                "/events?since=%s",
                "/events?limit=%s",
                "/events/%s",
                "/events/export?agent_id=%s",
                "/telemetry/history?agent_id=%s",
                "/agents?cursor=%s",
                "/logs?level=%s",
                "/logs?agent_id=%s",
                "/dead-letters?cursor=%s");
        int asked = 0;
        for (String payload : SqlPayloads.all()) {
            for (String place : places) {
                Answer answer = http.get(place.formatted(URLEncoder.encode(payload, UTF_8)));
                assertThat(answer.status()).as(place + " " + payload).isIn(200, 400, 404);
                assertThat(answer.body())
                        .as(place + " " + payload)
                        .doesNotContain("kept", "keeper", "PostgreSQL", "syntax");
                asked++;
            }
        }
        assertThat(asked).isGreaterThanOrEqualTo(1_000);
        assertThat(http.get("/events/kept-1").status()).isEqualTo(200);
        Outcome.of("S13", "%d questions with SQL in them, all taken for values", asked);
        isUnmoved();
    }

    private static void isUnmoved() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/health/ready").status() == 200);
        assertThat(node.process().text()).doesNotContain(" ERROR ", "OutOfMemory", " | at ");
    }

    private static long heapInUse() throws Exception {
        return Heap.inUse(node.process().pid(), () -> http.get("/metrics").body());
    }
}
