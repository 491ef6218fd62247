package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents at every door of one hub: what they are told, what they are refused, what is theirs when they come back. */
class AgentDoorsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOW = "\"timestamp\":\"2026-11-21T12:00:00Z\"";

    @TempDir
    static Path directory;

    private static HubProcess hub;
    private static Http http;

    @BeforeAll
    static void start() {
        hub = Hubs.run(
                directory,
                "--set",
                "acp.messages-per-second=50",
                "--set",
                "acp.burst=1s",
                "--set",
                "acp.window=3",
                "--set",
                "acp.mailbox-messages=50");
        http = new Http(hub.url());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aMessageReachesItsRecipientByteForByteAndIsGoneOnceAcknowledged() {
        try (ConnectedAgent a = ConnectedAgent.connect(hub.url(), "bytes-a");
                ConnectedAgent b = ConnectedAgent.connect(hub.url(), "bytes-b")) {
            a.say("{\"type\":\"t\",\"from\":\"bytes-a\",\"to\":\"bytes-b\",\"payload\":{\"n\":1.50},\"own\":[1e3],"
                    + NOW + ",\"id\":\"m1\"}");
            assertThat(a.next("sent").get("stored").asInt()).isEqualTo(1);
            JsonNode message = b.next("message");
            assertThat(message.get("from").asText()).isEqualTo("bytes-a");
            assertThat(message.get("message").get("own").get(0).asText()).isEqualTo("1000.0");
            b.acknowledge(message.get("seq").asLong());
            assertThat(b.next("acked").get("acknowledged").asInt()).isEqualTo(1);
            assertThat(agent("bytes-b").get("waiting").asInt()).isZero();
            assertThat(agent("bytes-b").get("presence").asText()).isEqualTo("online");
        }
        await().atMost(PATIENCE)
                .until(() -> agent("bytes-b").get("presence").asText().equals("offline"));
        assertThat(send("{\"type\":\"t\",\"x\" : [ 1.50 ],\"to\":\"bytes-b\",\"payload\":{}," + NOW + "}")
                        .status())
                .isEqualTo(202);
        assertThat(http.get("/acp/inbox?agent_id=bytes-b").body())
                .contains(
                        "\"message\":{\"type\":\"t\",\"x\" : [ 1.50 ],\"to\":\"bytes-b\",\"payload\":{}," + NOW + "}");
    }

    @Test
    void telemetryIsTelemetryAlsoWhenItIsForSomebody() {
        register("watcher");
        String update = "{\"type\":\"telemetry_update\",\"id\":\"tu-%s\",\"payload\":{\"agent_id\":\"hr-1\","
                + "\"metrics\":{\"hr\":72,\"temp\":36.7}}," + NOW + "%s}";
        assertThat(send(update.formatted("1", "")).json().get("telemetry").asBoolean())
                .isTrue();
        Answer both = send(update.formatted("2", ",\"to\":\"watcher\""));
        assertThat(both.json().get("stored").asInt()).isEqualTo(1);
        send(update.formatted("2", ",\"to\":\"watcher\""));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                http.get("/events?agent_id=hr-1").json().get("items"))
                        .hasSize(2)
                        .allSatisfy(event ->
                                assertThat(event.get("payload").toString()).isEqualTo("{\"hr\":72,\"temp\":36.7}")));
        assertThat(http.get("/acp/inbox?agent_id=watcher").json().get("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "400|missing-field|{\"payload\":{},\"timestamp\":1}",
                "400|wrong-type|{\"type\":\"a\",\"payload\":1,\"timestamp\":1}",
                "400|bad-timestamp|{\"type\":\"a\",\"payload\":{},\"timestamp\":\"soon\"}",
                "400|malformed-json|{\"type\":",
                "400|not-an-object|[]",
                "400|invalid-parameter|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"version\":\"7\"}",
                "404|unknown-agent|{\"type\":\"a\",\"payload\":{},\"timestamp\":1,\"to\":\"nobody\"}",
                "400|missing-field|{}"
            })
    void badInputIsAProblemThatSaysWhich(int status, String code, String message) {
        Answer answer = send(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        Answer rpc =
                http.post("/rpc", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"acp.send\",\"params\":" + message + "}");
        if (message.endsWith("}")) {
            assertThat(rpc.json().get("error").get("data").get("code").asText()).isEqualTo(code);
        }
    }

    @Test
    void aMessageThatIsTooLargeOrFromTheFutureIsRefusedOrFlagged() {
        register("future");
        Answer large = send("{\"type\":\"a\",\"payload\":{\"x\":\"" + "x".repeat(70_000) + "\"}," + NOW + "}");
        assertThat(large.status()).isEqualTo(413);
        Answer future =
                send("{\"type\":\"a\",\"to\":\"future\",\"payload\":{},\"timestamp\":\"2999-01-01T00:00:00Z\"}");
        assertThat(future.json().get("clock_ahead").asBoolean()).isTrue();
        assertThat(http.get("/acp/inbox?agent_id=future").body()).contains("\"clock_ahead\":true");
    }

    @Test
    void ofTwoConnectionsOfOneAgentTheNewestStaysAndGetsWhatTheOtherLeft() {
        ConnectedAgent old = ConnectedAgent.connect(hub.url(), "twice");
        send("{\"type\":\"t\",\"to\":\"twice\",\"payload\":{}," + NOW + "}");
        long seq = old.next("message").get("seq").asLong();
        try (ConnectedAgent fresh = ConnectedAgent.connect(hub.url(), "twice")) {
            assertThat(old.closed()).startsWith("4001 replaced");
            JsonNode again = fresh.next("message");
            assertThat(again.get("seq").asLong()).isEqualTo(seq);
            assertThat(again.get("attempt").asInt()).isEqualTo(2);
        }
    }

    @Test
    void whoNeverAcknowledgesGetsAWindowfulAndHisFullMailboxRefusesWhileOthersAreServed() {
        try (ConnectedAgent lazy = ConnectedAgent.connect(hub.url(), "lazy");
                ConnectedAgent keen = ConnectedAgent.connect(hub.url(), "keen")) {
            for (int i = 0; i < 50; i++) {
                assertThat(send("{\"type\":\"t\",\"from\":\"s" + i % 5 + "\",\"to\":\"lazy\",\"payload\":{}," + NOW
                                        + "}")
                                .status())
                        .isEqualTo(202);
            }
            Answer full = send("{\"type\":\"t\",\"to\":\"lazy\",\"payload\":{}," + NOW + "}");
            assertThat(full.json().get("code").asText()).isEqualTo("mailbox-full");
            assertThat(full.headers().firstValue("Retry-After")).isPresent();
            send("{\"type\":\"t\",\"to\":\"keen\",\"payload\":{}," + NOW + "}");
            keen.next("message");
            assertThat(lazy.waitingFrames()).isEqualTo(3);
            long first = lazy.next("message").get("seq").asLong();
            lazy.next("message");
            lazy.next("message");
            // Acknowledged at another door, which makes room here too.
            http.post("/acp/ack", "{\"agent_id\":\"lazy\",\"seqs\":[" + first + "]}");
            lazy.next("message");
        }
    }

    @Test
    void whoFloodsIsThrottledAndOthersAreNot() {
        register("calm");
        int refused = 0;
        try (ConnectedAgent noisy = ConnectedAgent.connect(hub.url(), "noisy")) {
            for (int i = 0; i < 150; i++) {
                noisy.say("{\"type\":\"t\",\"to\":\"noisy-friend\",\"payload\":{}," + NOW + "}");
            }
            assertThat(send("{\"type\":\"t\",\"from\":\"other\",\"to\":\"calm\",\"payload\":{}," + NOW + "}")
                            .status())
                    .isEqualTo(202);
            for (int i = 0; i < 150 && refused == 0; i++) {
                refused += noisy.next("error").get("code").asText().equals("agent-too-fast") ? 1 : 0;
            }
        }
        assumeTrue(refused > 0, "skipped: this machine is too slow to flood");
    }

    @Test
    void aCallThatWaitsIsAnsweredWhenAMessageComes() {
        register("sleepy");
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> new Http(hub.url()).get("/acp/inbox?agent_id=sleepy&wait=25"));
        await().atMost(PATIENCE)
                .until(() -> agent("sleepy").get("presence").asText().equals("online"));
        send("{\"type\":\"wake\",\"to\":\"sleepy\",\"payload\":{}," + NOW + "}");
        assertThat(waiting.join().json().get("items")).hasSize(1);
    }

    @Test
    void aRequestIsAnsweredByTheAgentOrEndsAtItsDeadline() {
        try (ConnectedAgent adder = ConnectedAgent.connect(hub.url(), "adder")) {
            CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> new Http(hub.url())
                    .post(
                            "/acp/request",
                            "{\"type\":\"sum\",\"id\":\"q1\",\"to\":\"adder\",\"payload\":{\"of\":[1,2]}," + NOW
                                    + "}"));
            adder.acknowledge(adder.next("message").get("seq").asLong());
            adder.next("acked");
            adder.say("{\"type\":\"sum.done\",\"payload\":{\"sum\":3},\"correlation_id\":\"q1\"," + NOW + "}");
            adder.next("sent");
            assertThat(asked.join()
                            .json()
                            .get("message")
                            .get("payload")
                            .get("sum")
                            .asInt())
                    .isEqualTo(3);
        }
        Answer late = http.post(
                "/acp/request",
                "{\"type\":\"sum\",\"id\":\"q2\",\"to\":\"adder\",\"ttl_ms\":300,\"payload\":{}," + NOW + "}");
        assertThat(late.status()).isEqualTo(504);
        assertThat(http.post("/acp/request", "{\"type\":\"sum\",\"to\":\"adder\",\"payload\":{}," + NOW + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRequestThatNobodyFetchedMayBeMadeAgainAtOnce() {
        register("away");
        String request =
                "{\"type\":\"sum\",\"id\":\"rx\",\"from\":\"asker\",\"to\":\"away\",\"ttl_ms\":%d,\"payload\":{}," + NOW
                        + "}";
        assertThat(http.post("/acp/request", request.formatted(300)).status()).isEqualTo(504);
        CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(
                () -> new Http(hub.url()).post("/acp/request", request.formatted(20_000)));
        JsonNode items = http.get("/acp/inbox?agent_id=away&wait=20").json().get("items");
        assertThat(items).hasSize(1);
        send("{\"type\":\"sum.done\",\"from\":\"away\",\"payload\":{\"sum\":3},\"correlation_id\":\"rx\"," + NOW + "}");
        assertThat(asked.join().status()).isEqualTo(200);
        assertThat(send(request.formatted(500)).json().get("duplicates").asInt())
                .as("it was handed out")
                .isEqualTo(1);
    }

    @Test
    void sendersCountTheirOwnIds() {
        register("counted");
        String message = "{\"type\":\"t\",\"id\":\"1\",\"from\":\"%s\",\"to\":\"counted\",\"payload\":{}," + NOW + "}";
        for (String sender : new String[] {"alice", "bob", "bob"}) {
            assertThat(send(message.formatted(sender)).status()).isEqualTo(202);
        }
        assertThat(http.get("/acp/inbox?agent_id=counted").json().get("items"))
                .extracting(item -> item.get("from").asText())
                .containsExactly("alice", "bob");
    }

    @Test
    void receiptsAreRefusedToWhoHasNoMailboxForThem() {
        register("told");
        Answer refused = send(
                "{\"type\":\"t\",\"id\":\"1\",\"from\":\"no-mailbox\",\"to\":\"told\",\"receipts\":true,\"payload\":{},"
                        + NOW + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("code").asText()).isEqualTo("invalid-parameter");
        assertThat(agent("told").get("waiting").asInt()).isZero();
    }

    @Test
    void serverSentEventsBringTheSame() throws Exception {
        register("sse");
        send("{\"type\":\"one\",\"to\":\"sse\",\"payload\":{}," + NOW + "}");
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/acp/inbox?agent_id=sse"))
                .header("Accept", "text/event-stream")
                .build();
        try (InputStream body = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            assertThat(event(lines)).startsWith("event: connected");
            String message = event(lines);
            assertThat(message).contains("event: message").contains("\"type\":\"one\"");
            String seq = message.substring(4, message.indexOf('\n'));
            assertThat(http.post("/acp/ack", "{\"agent_id\":\"sse\",\"seqs\":[" + seq + "]}")
                            .body())
                    .contains("\"acknowledged\":1");
            ConnectedAgent.connect(hub.url(), "sse").close();
            assertThat(event(lines)).contains("event: end").contains("displaced");
        }
    }

    @Test
    void topicsReceiptsAndSilenceFindTheirWay() {
        try (ConnectedAgent boss = ConnectedAgent.connect(hub.url(), "boss");
                ConnectedAgent worker = ConnectedAgent.connect(hub.url(), "worker")) {
            worker.say("{\"acp\":\"subscribe\",\"topic\":\"fleet.*.alarm\"}");
            worker.next("topics");
            boss.say("{\"type\":\"t\",\"to\":\"topic:fleet.7.alarm\",\"payload\":{}," + NOW
                    + ",\"id\":\"r1\",\"from\":\"boss\",\"receipts\":true}");
            assertThat(boss.next("sent").get("recipients").asInt()).isEqualTo(1);
            worker.acknowledge(worker.next("message").get("seq").asLong());
            worker.next("acked");
            assertThat(boss.next("message")
                            .get("message")
                            .get("payload")
                            .get("receipt")
                            .asText())
                    .isEqualTo("delivered");
            assertThat(boss.next("message")
                            .get("message")
                            .get("payload")
                            .get("receipt")
                            .asText())
                    .isEqualTo("acknowledged");
            boss.say("{\"type\":\"t\",\"from\":\"worker\",\"to\":\"worker\",\"payload\":{}," + NOW + "}");
            assertThat(boss.next("error").get("code").asText()).isEqualTo("invalid-parameter");
        }
        http.post("/agents", "{\"agent_id\":\"quiet\",\"interval_ms\":1000}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http.get("/events?type=agent.silent&agent_id=quiet")
                                .json()
                                .get("items"))
                        .hasSize(1));
        assertThat(agent("quiet").get("silent_since").isNull()).isFalse();
        http.post("/agents/quiet/heartbeat", "{\"state\":{\"mode\":\"idle\"}}");
        assertThat(agent("quiet").get("silent_since").isNull()).isTrue();
        assertThat(agent("quiet").get("state").get("mode").asText()).isEqualTo("idle");
        assertThat(http.get("/agents?limit=1000").body()).contains("\"agent_id\":\"quiet\"");
    }

    @Test
    void aSocketThatDoesNotSayWhoseItIsOrSaysNonsenseIsClosed() {
        try (ConnectedAgent nobody = ConnectedAgent.unnamed(hub.url())) {
            nobody.say("{\"type\":\"t\",\"payload\":{}," + NOW + "}");
            assertThat(nobody.next("error").get("code").asText()).isEqualTo("invalid-request");
            assertThat(nobody.closed()).startsWith("4000");
        }
        try (ConnectedAgent late = ConnectedAgent.unnamed(hub.url())) {
            late.say("{\"acp\":\"connect\",\"agent_id\":\"late\",\"kind\":\"test\"}");
            late.next("connected");
            late.say("{\"acp\":\"dance\"}");
            assertThat(late.next("error").get("code").asText()).isEqualTo("invalid-parameter");
            late.say("{\"acp\":\"ping\"}");
            late.next("pong");
            assertThat(agent("late").get("kind").asText()).isEqualTo("test");
        }
    }

    @Test
    void anAgentInAnotherLanguageSleepsAndFindsItsMail() throws Exception {
        NodeClients.RPC.prepare();
        assertThat(NodeClients.RPC.run("agent.js", hub.url()))
                .as("agent.js; it says above what went wrong")
                .isTrue();
    }

    private static String event(BufferedReader lines) throws IOException {
        StringBuilder event = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (event.length() > 0) {
                    return event.toString();
                }
            } else if (!line.startsWith(":")) {
                event.append(line).append('\n');
            }
        }
        return event.toString();
    }

    private static Answer send(String message) {
        return http.post("/acp", message);
    }

    private static void register(String agentId) {
        assertThat(http.post("/agents", "{\"agent_id\":\"" + agentId + "\"}").status())
                .isEqualTo(200);
    }

    private static JsonNode agent(String agentId) {
        return http.get("/agents/" + agentId).json();
    }
}
