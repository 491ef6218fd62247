package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heliograph.testkit.Http;
import io.heliograph.testkit.HubProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, and those who watch what both accept. The last test takes a node away. */
@TestMethodOrder(OrderAnnotation.class)
class LiveStreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static HubProcess a;
    private static HubProcess b;

    @BeforeAll
    static void start() {
        a = node().awaitUp();
        b = node().awaitUp();
    }

    @AfterAll
    static void stop() {
        b.close();
        a.close();
    }

    @Test
    @Order(1)
    void whileNobodyWatchesNothingIsRead() {
        send(a, "quiet", 50);
        send(b, "quiet", 50);
        assertThat(reads(a) + reads(b)).isZero();
    }

    @Test
    @Order(2)
    void whatBothNodesAcceptArrivesOnceAndInTheOrderOfEachAndNothingIsReadAfterwards() {
        try (LiveReader reader = LiveReader.at(a.url(), "?type=live", null)) {
            assertThat(reader.recovered()).isFalse();
            for (int round = 0; round < 20; round++) {
                send(a, "live", 5);
                send(b, "live", 5);
                send(b, "other", 5);
            }
            await().atMost(PATIENCE).until(() -> reader.events().size() >= 200);
            assertThat(reader.ids()).hasSize(200).doesNotHaveDuplicates();
            for (HubProcess node : List.of(a, b)) {
                List<Long> numbers = reader.ids().stream()
                        .filter(id -> id.startsWith("live-" + name(node)))
                        .map(id -> Long.parseLong(id.substring(id.lastIndexOf('-') + 1)))
                        .toList();
                assertThat(numbers).hasSize(100).isSorted();
            }
        }
        await().atMost(PATIENCE).until(() -> watchers(a) == 0);
        // Other nodes forget the interest of this one within seconds.
        await().atMost(PATIENCE).untilAsserted(() -> {
            double before = reads(a) + reads(b);
            send(a, "quiet", 1);
            send(b, "quiet", 1);
            assertThat(reads(a) + reads(b)).isEqualTo(before);
        });
    }

    @Test
    @Order(3)
    void typeSourceAndAgentChoose() {
        try (LiveReader prefix = LiveReader.at(b.url(), "?type=hardware.*", null);
                LiveReader agent = LiveReader.at(b.url(), "?agent_id=a-1&source=s", null)) {
            Http http = new Http(a.url());
            http.post(
                    "/events",
                    "[{\"id\":\"f1\",\"type\":\"hardware.gpu\",\"agent_id\":\"a-1\"},"
                            + "{\"id\":\"f2\",\"type\":\"hardware\",\"agent_id\":\"a-1\",\"source\":\"s\"},"
                            + "{\"id\":\"f3\",\"type\":\"hardware.fan\",\"payload\":{\"lines\":[1,\n2]}},"
                            + "{\"id\":\"f4\",\"type\":\"hardwarex\",\"agent_id\":\"a-2\",\"source\":\"s\"}]");
            await().atMost(PATIENCE)
                    .until(() -> prefix.events().size() >= 2 && agent.events().size() >= 1);
            assertThat(prefix.ids()).containsExactly("f1", "f3");
            assertThat(agent.ids()).containsExactly("f2");
        }
    }

    @Test
    @Order(4)
    void whoComesBackAtEitherNodeGetsAllThatCameBetween() {
        String resume;
        try (LiveReader reader = LiveReader.at(a.url(), "?type=back", null)) {
            send(a, "back", 3);
            send(b, "back", 3);
            await().atMost(PATIENCE).until(() -> reader.events().size() == 6);
            resume = reader.resume();
        }
        List<String> missed = new ArrayList<>(send(a, "back", 400));
        missed.addAll(send(b, "back", 400));
        for (HubProcess node : List.of(a, b)) {
            try (LiveReader reader = LiveReader.at(node.url(), "?type=back", resume)) {
                assertThat(reader.recovered()).isTrue();
                await().atMost(PATIENCE).until(() -> reader.events().size() >= 800);
                missed.addAll(send(b, "back", 1));
                await().atMost(PATIENCE).until(() -> reader.events().size() >= missed.size());
                assertThat(reader.ids()).containsExactlyInAnyOrderElementsOf(missed);
            }
        }
    }

    @Test
    @Order(5)
    void aPlaceThatIsNoneOrTooFarBackIsNotRecoveredAndNothingOldIsShown() {
        String resume;
        try (LiveReader reader = LiveReader.at(a.url(), "?type=far", null)) {
            resume = reader.resume();
        }
        for (int i = 0; i < 3; i++) {
            send(a, "far", 400);
        }
        for (String place : List.of(resume, "AQ", "nonsense", resume.substring(0, resume.length() - 2))) {
            try (LiveReader reader = LiveReader.at(b.url(), "?type=far", place)) {
                assertThat(reader.recovered()).as(place).isFalse();
                List<String> fresh = send(a, "far", 1);
                await().atMost(PATIENCE).until(() -> !reader.events().isEmpty());
                assertThat(reader.ids()).isEqualTo(fresh);
            }
        }
    }

    @Test
    @Order(6)
    void aWebSocketGetsTheSameAndAForeignPageNone() {
        Frames frames = new Frames();
        WebSocket socket = open(b, "", frames).join();
        // It is told where it begins; what was accepted before is not for it.
        await().atMost(PATIENCE).until(() -> !frames.texts.isEmpty());
        List<String> sent = send(a, "ws", 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("", frames.texts)).contains(sent));
        assertThat(frames.texts.get(0)).contains("\"recovered\":false", "\"events\":[]");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        await().atMost(PATIENCE).until(() -> watchers(b) == 0);

        assertThatThrownBy(() -> open(b, "https://evil.example", new Frames()).join())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    @Order(7)
    void aSubscriptionOnTheRpcSocketGetsTheSame() {
        Frames frames = new Frames();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(b.url().replace("http", "ws") + "/rpc"), frames)
                .join();
        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"events.subscribe\",\"params\":{\"type\":\"rpc.*\"}}",
                        true)
                .join();
        await().atMost(PATIENCE).until(() -> !frames.texts.isEmpty());
        assertThat(frames.texts.get(0)).contains("\"recovered\":false", "\"subscription\":\"1\"");
        List<String> sent = send(a, "rpc.event", 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("", frames.texts)).contains(sent));
        assertThat(frames.texts.get(1)).contains("\"method\":\"events.event\"");
        socket.abort();
        await().atMost(PATIENCE).until(() -> watchers(b) == 0);
    }

    @Test
    @Order(8)
    void aNodeThatIsKilledIsWaitedForAndNothingOfItIsLostToThoseWhoStayed() {
        try (LiveReader reader = LiveReader.at(a.url(), "?type=kill", null)) {
            List<String> all = new ArrayList<>(send(b, "kill", 10));
            await().atMost(PATIENCE).until(() -> reader.events().size() == 10);
            String resume = reader.resume();
            b.kill();
            all.addAll(send(a, "kill", 10));
            await().atMost(PATIENCE).until(() -> reader.events().size() == 20);
            try (LiveReader returned = LiveReader.at(a.url(), "?type=kill", resume)) {
                assertThat(returned.recovered())
                        .as("while the other node cannot be asked, nobody knows what it accepted")
                        .isFalse();
            }

            b = node().awaitUp();
            all.addAll(send(b, "kill", 10));
            await().atMost(PATIENCE).until(() -> reader.events().size() >= 30);
            assertThat(reader.ids()).containsExactlyInAnyOrderElementsOf(all);
            try (LiveReader returned = LiveReader.at(b.url(), "?type=kill", resume)) {
                assertThat(returned.recovered()).isTrue();
                await().atMost(PATIENCE).until(() -> returned.events().size() >= 20);
                assertThat(returned.ids()).containsExactlyInAnyOrderElementsOf(all.subList(10, 30));
            }
        }
    }

    private static long number;

    /** Sends so many events as one batch, and gives their ids. */
    private static List<String> send(HubProcess node, String type, int events) {
        List<String> ids = new ArrayList<>();
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < events; i++) {
            ids.add("%s-%s-%06d".formatted(type, name(node), number++));
            batch.append(i == 0 ? "" : ",").append("{\"id\":\"%s\",\"type\":\"%s\"}".formatted(ids.get(i), type));
        }
        assertThat(new Http(node.url()).post("/events", batch + "]").status()).isEqualTo(202);
        return ids;
    }

    private static String name(HubProcess node) {
        return node == a ? "a" : "b";
    }

    private static double reads(HubProcess node) {
        return figure(node, "heliograph_stream_reads_total ");
    }

    private static double watchers(HubProcess node) {
        return figure(node, "heliograph_stream_watchers ");
    }

    private static double figure(HubProcess node, String name) {
        return new Http(node.url())
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private static CompletableFuture<WebSocket> open(HubProcess node, String origin, Frames frames) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(URI.create(node.url().replace("http", "ws") + "/stream"), frames);
    }

    private static final class Frames implements WebSocket.Listener {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static HubProcess node() {
        List<String> options = new ArrayList<>(Arrays.asList(
                "--cluster", "--set", "cluster.name=" + directory.getFileName(), "--set", "stream.max-replay=1000"));
        return Hubs.run(directory, options.toArray(String[]::new));
    }
}
