package io.heliograph.launcher.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents write that cannot be meant: it is refused at every door, and nothing is made of it. */
class AgentInputIT {
    private static final String NOW = "\"timestamp\":\"2026-11-21T12:00:00Z\"";

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        hub = Hubs.run(directory);
        http = new Http(hub.url());
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFFE", "EDA080", "C0AF"})
    void bytesThatAreNoTextAreRefusedAndTheSocketStays(String hex) throws Exception {
        register("u8");
        BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
        WebSocket socket = vertx.createWebSocketClient()
                .connect(URI.create(hub.url()).getPort(), "127.0.0.1", "/acp?agent_id=bytes")
                .onSuccess(open -> open.textMessageHandler(text -> answers.add(new JsonObject(text))))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertThat(next(answers).getString("acp")).isEqualTo("connected");
        for (String frame : List.of(
                "{\"type\":\"bad8\",\"payload\":{\"a\":\"%s\"}," + NOW + ",\"to\":\"u8\"}",
                "{\"type\":\"bad8\",\"payload\":{\"a\":\"%s\"}," + NOW + "}",
                "{\"acp\":\"heartbeat\",\"state\":{\"a\":\"%s\"}}")) {
            String[] parts = frame.split("%s");
            // A continuation takes bytes as they are.
            socket.writeFrame(WebSocketFrame.textFrame(parts[0], false));
            socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(bytes(hex, parts[1])), true));
            assertThat(next(answers).getString("code")).isEqualTo("invalid-utf8");
        }
        socket.writeTextMessage("{\"acp\":\"ping\"}");
        assertThat(next(answers).getString("acp")).isEqualTo("pong");
        assertThat(http.get("/acp/inbox?agent_id=u8").json().get("items")).isEmpty();
        socket.close();
    }

    @Test
    void aFractionNamesNoMessage() {
        register("m1");
        http.post("/acp", "{\"type\":\"a\",\"payload\":{}," + NOW + ",\"to\":\"m1\"}");
        JsonNode message =
                http.get("/acp/inbox?agent_id=m1").json().get("items").get(0);
        String near = message.get("seq").asLong() + ".9";
        assertRefused(http.post("/acp/ack", "{\"agent_id\":\"m1\",\"seqs\":[" + near + "]}"), "seqs");
        try (ConnectedAgent agent = ConnectedAgent.connect(hub.url(), "m1")) {
            agent.next("message");
            agent.say("{\"acp\":\"ack\",\"seqs\":[" + near + "]}");
            assertThat(agent.next("error").get("code").asText()).isEqualTo("invalid-parameter");
        }
        assertRefused(http.post("/acp/dead-letters/replay", "{\"ids\":[103.7]}"), "ids");
        assertRefused(http.post("/fleet/mute", "{\"seconds\":1.5}"), "seconds");
        assertThat(http.get("/agents/m1").json().get("waiting").asInt()).isEqualTo(1);
    }

    @Test
    void aNumberBeyondADoubleIsNeitherStateNorLabel() {
        register("h");
        assertRefused(http.post("/agents/h/heartbeat", "{\"state\":{\"h\":1e400}}"), "state");
        assertRefused(http.post("/agents/h/heartbeat", "{\"state\":{\"i\":-1e400}}"), "state");
        assertRefused(http.post("/agents", "{\"agent_id\":\"h\",\"labels\":{\"h\":1e400}}"), "labels");
        assertThat(http.post("/agents/h/heartbeat", "{\"state\":{\"h\":1.50,\"i\":1e300}}")
                        .status())
                .isEqualTo(200);
        assertThat(http.get("/agents/h").body()).contains("\"h\": 1.50");
    }

    @Test
    void aSumBeyondADoubleIsNull() {
        http.post("/events", "[{\"type\":\"huge\",\"n\":1.7e308},{\"type\":\"huge\",\"n\":1.7e308}]");
        await().untilAsserted(() -> {
            JsonNode field = http.get("/metrics/latest?type=huge").json().at("/types/0/fields/0");
            assertThat(field.get("count").asInt()).isEqualTo(2);
            assertThat(field.get("sum").isNull()).isTrue();
            assertThat(field.get("mean").isNull()).isTrue();
            assertThat(field.get("max").asDouble()).isEqualTo(1.7e308);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\tb", ".", "..", "\\ud800"})
    void anAgentThatNobodyReachesIsNotRegistered(String id) {
        assertRefused(http.post("/agents", "{\"agent_id\":\"" + id + "\"}"), "agent_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "a%09b", ".."})
    void norConnected(String id) {
        try (ConnectedAgent agent = ConnectedAgent.asked(hub.url(), id)) {
            assertThat(agent.closed()).startsWith("4000 invalid-parameter");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {"{}|missing-field", "{ }|missing-field", "[]|not-an-object"})
    void aFrameIsRefusedAsABodyIs(String frame, String code) {
        try (ConnectedAgent agent = ConnectedAgent.connect(hub.url(), "same")) {
            agent.say(frame);
            assertThat(agent.next("error").get("code").asText()).isEqualTo(code);
        }
        assertThat(http.post("/acp", frame).json().get("code").asText()).isEqualTo(code);
    }

    @Test
    void nobodyIsAdvisedToSpeakAnotherProtocol() {
        try (ConnectedAgent agent = ConnectedAgent.connect(hub.url(), "advised")) {
            agent.say("{\"acp\":\"connect\",\"agent_id\":\"advised\"}");
            JsonNode error = agent.next("error");
            assertThat(error.get("code").asText()).isEqualTo("invalid-request");
            assertThat(error.has("advice")).isFalse();
        }
    }

    @Test
    void aFrameThatIsTooLongIsToldTheBoundThatIsSet() {
        try (ConnectedAgent agent = ConnectedAgent.connect(hub.url(), "long")) {
            agent.say(" ".repeat((65 << 10) + 1));
            assertThat(agent.closed()).isEqualTo("1009 messages are at most 64KiB (acp.max-message-size)");
        }
    }

    private static byte[] bytes(String hex, String rest) {
        return Buffer.buffer(HexFormat.of().parseHex(hex))
                .appendBytes(rest.getBytes(UTF_8))
                .getBytes();
    }

    private static JsonObject next(BlockingQueue<JsonObject> answers) throws InterruptedException {
        JsonObject answer = answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }

    private static void assertRefused(Answer answer, String field) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("code").asText()).isEqualTo("invalid-parameter");
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
    }

    private static void register(String agentId) {
        assertThat(http.post("/agents", "{\"agent_id\":\"" + agentId + "\"}").status())
                .isEqualTo(200);
    }
}
