package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heliograph.launcher.browser.Chromium;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import io.heliograph.testkit.TargetServer;
import io.heliograph.testkit.faults.Outcome;
import io.heliograph.testkit.faults.Rounds;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and what they push: live payloads, the bridge, the browser client and the first page. */
@TestMethodOrder(OrderAnnotation.class)
@Tag("fault")
class LivePushIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    static Path directory;

    private static int pagePort;
    private static int portOfB;
    private static HubProcess a;
    private static HubProcess b;

    @BeforeAll
    static void start() {
        pagePort = TargetServer.freePort();
        portOfB = TargetServer.freePort();
        a = node(0).awaitUp();
        b = node(portOfB).awaitUp();
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
    }

    @Test
    @Order(1)
    void whileNobodyWatchesNothingIsAsked() {
        send(a, "{\"type\":\"job.queued\",\"payload\":{\"job_id\":\"q1\",\"platform\":\"tiktok\"}}");
        send(b, "{\"type\":\"job.started\",\"payload\":{\"job_id\":\"q2\",\"worker\":\"w-1\"}}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(figure(a, "heliograph_events_stored_total")
                                + figure(b, "heliograph_events_stored_total"))
                        .isEqualTo(2));
        Duration silence = Duration.ofSeconds(Rounds.of("live-silence-seconds", 0, 60));
        await().during(silence).atMost(silence.plus(PATIENCE)).until(() -> asked() == 0);
        Outcome.of("live", "nobody watches two nodes for %d s: %.0f questions", silence.toSeconds(), asked());
        assertThat(get(a, "/telemetry/stats").body()).isEqualTo("{\"active_connections\":0,\"has_subscribers\":false}");
    }

    @Test
    @Order(2)
    void allWhoWatchGetTheSamePayloadWhichIsCollectedOnceForAllNodes() {
        Frames first = new Frames();
        Frames second = new Frames();
        Frames beside = new Frames();
        WebSocket one = open(a, "/telemetry/live/ws/telemetry", first);
        WebSocket neighbour = open(a, "/telemetry/live", beside);
        WebSocket other = open(b, "/ws/telemetry", second);
        await().atMost(PATIENCE)
                .until(() -> first.payloads.size() > 3 && second.payloads.size() > 3 && beside.payloads.size() > 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(b, "/telemetry/stats").body())
                        .isEqualTo("{\"active_connections\":3,\"has_subscribers\":true}"));

        assertThat(new JsonObject(first.payloads.get(0)).fieldNames())
                .containsExactly("queue", "scheduler", "orchestrator", "platforms", "workers", "timestamp");
        JsonObject queue = new JsonObject(second.payloads.get(0)).getJsonObject("queue");
        assertThat(queue.encode()).isEqualTo("{\"pending\":1,\"processing\":1,\"success\":0,\"failed\":0,\"total\":2}");
        assertThat(first.payloads.get(0).length()).isLessThan(10_000);
        double before = collections();
        int seen = first.payloads.size();
        await().atMost(PATIENCE).until(() -> first.payloads.size() >= seen + 10);
        double collected = collections() - before;
        assertThat(collected).isBetween(9.0, first.payloads.size() - seen + 2.0);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(second.payloads).contains(first.payloads.get(seen)));

        assertThat(beside.payloads).contains(first.payloads.get(seen));
        neighbour.abort();
        one.sendText("ping", true).join();
        await().atMost(PATIENCE).until(() -> first.pongs.size() == 1);
        one.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        other.abort();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(a, "/telemetry/stats").body()).contains("\"has_subscribers\":false"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            double now = asked();
            send(a, "{\"type\":\"quiet\"}");
            send(b, "{\"type\":\"quiet\"}");
            assertThat(asked()).isEqualTo(now);
        });
    }

    @Test
    @Order(3)
    void theSameComesAsAnAnswerAndBySubscriptionOfTheRpcSocket() {
        Http.Answer json = get(b, "/telemetry/live");
        assertThat(new JsonObject(json.body()).getJsonObject("queue").getInteger("total"))
                .isEqualTo(2);
        assertThat(new Http(a.url()).get("/telemetry/live").status()).isEqualTo(401);

        Frames frames = new Frames();
        WebSocket socket = open(a, "/rpc", frames);
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"telemetry.subscribe\"}", true)
                .join();
        await().atMost(PATIENCE).until(() -> frames.payloads.size() >= 3);
        assertThat(frames.payloads.get(0)).contains("\"subscription\":\"1\"", "\"interval_ms\":300");
        assertThat(frames.payloads.get(1)).contains("\"method\":\"telemetry.payload\"", "\"queue\":{\"pending\":1");
        socket.abort();
    }

    @Test
    @Order(4)
    void sockJsClientsSpeakOnEveryTransport() throws Exception {
        NodeClients.LIVE.prepare();
        assertRight(NodeClients.LIVE.begin("bridge.js", a.url(), b.url(), KEY), "bridge.js");
    }

    @Test
    @Order(5)
    void theFirstPageShowsHowTheWorkGoes() throws Exception {
        String chromium = chromium();
        NodeClients.LIVE.prepare();
        Path picture = Path.of("target", "first-page.png").toAbsolutePath();
        assertRight(NodeClients.LIVE.begin("page.mjs", a.url(), KEY, chromium, picture.toString()), "page.mjs");
        assertThat(picture.resolveSibling("first-page-light.png")).isNotEmptyFile();
    }

    @Test
    @Order(6)
    void theFirstPageNamesTheScopeThatAKeyLacks() throws Exception {
        String chromium = chromium();
        NodeClients.LIVE.prepare();
        assertRight(NodeClients.LIVE.begin("scopes.mjs", a.url(), KEY, chromium), "scopes.mjs");
    }

    @Test
    @Order(7)
    void theClientKeepsItsDefaultsOutlivesSocketsThatCannotBeMadeAndChecksPayloads() throws Exception {
        NodeClients.LIVE.prepare();
        assertRight(NodeClients.LIVE.begin("socket.mjs", a.url(), KEY), "socket.mjs");
    }

    @Test
    @Order(8)
    void theHooksWatchFromAPageOfSomebodyElsesAndOutliveTheirHub() throws Exception {
        String chromium = chromium();
        NodeClients.LIVE.prepare();
        Process page = NodeClients.LIVE.begin("react.mjs", b.url(), KEY, chromium, Integer.toString(pagePort));
        try (BufferedReader said = page.inputReader();
                Writer orders = page.outputWriter()) {
            assertThat(said.readLine()).isEqualTo("kill");
            b.kill();
            assertThat(said.readLine()).isEqualTo("start");
            b = node(portOfB).awaitUp();
            orders.append("started\n").flush();
            assertThat(said.readLine()).isEqualTo("the hooks ok");
            assertRight(page, "react.mjs");
        }
    }

    @Test
    @Order(9)
    void theClientComesBackToANodeThatIsStartedAnewAndTheOtherNodeCollectsMeanwhile() throws Exception {
        NodeClients.LIVE.prepare();
        Process client = NodeClients.LIVE.begin("client.mjs", b.url(), KEY);
        Frames frames = new Frames();
        WebSocket socket = open(a, "/ws/telemetry", frames);
        try (BufferedReader said = client.inputReader()) {
            assertThat(said.readLine()).isEqualTo("three payloads");
            b.kill();
            int seen = frames.payloads.size();
            await().atMost(PATIENCE).until(() -> frames.payloads.size() >= seen + 5);
            b = node(portOfB).awaitUp();
            assertRight(client, "client.mjs");
        } finally {
            socket.abort();
        }
    }

    private static void assertRight(Process client, String name) throws InterruptedException {
        assertThat(client.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue())
                .as(name + "; it says above what went wrong")
                .isZero();
    }

    private static String chromium() {
        Optional<Path> binary = Chromium.find();
        assumeTrue(binary.isPresent(), "skipped: there is no Chromium on this machine");
        return binary.get().toString();
    }

    private static double asked() {
        return figure(a, "heliograph_live_questions_total") + figure(b, "heliograph_live_questions_total");
    }

    private static double collections() {
        return figure(a, "heliograph_live_collections_total") + figure(b, "heliograph_live_collections_total");
    }

    private static double figure(HubProcess node, String name) {
        return get(node, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Http.Answer get(HubProcess node, String path) {
        return new Http(node.url()).get(path, "X-API-KEY", KEY);
    }

    private static void send(HubProcess node, String event) {
        assertThat(new Http(node.url()).post("/events", event, "X-API-KEY", KEY).status())
                .isEqualTo(202);
    }

    private static WebSocket open(HubProcess node, String path, Frames frames) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("X-API-KEY", KEY)
                .buildAsync(URI.create(node.url().replace("http", "ws") + path), frames)
                .join();
    }

    private static final class Frames implements WebSocket.Listener {
        private final List<String> payloads = new CopyOnWriteArrayList<>();
        private final List<String> pongs = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            part.append(data);
            if (isLast) {
                String text = part.toString();
                part.setLength(0);
                (text.equals("pong") ? pongs : payloads).add(text);
            }
            socket.request(1);
            return null;
        }
    }

    private static HubProcess node(int port) {
        return Hubs.run(
                directory,
                Map.of("HELIOGRAPH_AUTH_API_KEY", KEY, "HELIOGRAPH_EVENTBUS_TRANSPORTS", "websocket,xhr,eventsource"),
                "--port",
                Integer.toString(port),
                "--cluster",
                "--set",
                "cluster.name=" + directory.getFileName(),
                "--set",
                "live.interval=300ms",
                "--set",
                "http.allowed-origins=http://127.0.0.1:" + pagePort);
    }
}
