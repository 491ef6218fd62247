package io.heliograph.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.launcher.system.Hubs;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that wait: they end with the connection, with the credential and with the hub, and take nothing along. */
class WaitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ADMIN = "the-key-of-the-settings-of-this-hub";
    private static final String EVENTS = "text/event-stream";

    @TempDir
    Path directory;

    private HubProcess hub;
    private Calls admin;

    /** One call may wait at a time, so that it shows when one has ended. */
    @BeforeEach
    void start() {
        hub = Hubs.run(
                directory,
                "--set",
                "auth.api-key=" + ADMIN,
                "--set",
                "query.max-waiting=1",
                "--set",
                "http.shutdown-timeout=10m");
        admin = Calls.of(hub.url(), ADMIN);
        for (String agent : List.of("probe", "polls", "calls", "answers")) {
            assertThat(admin.post("/agents", "{\"agent_id\":\"" + agent + "\"}").status())
                    .isEqualTo(200);
        }
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aCallThatWasGivenUpTakesNoMail() throws IOException {
        URI address = URI.create(hub.url());
        try (Socket poll = new Socket(address.getHost(), address.getPort())) {
            String request = "GET /acp/inbox?agent_id=polls&wait=30 HTTP/1.1\r\nHost: " + address.getAuthority()
                    + "\r\nX-API-KEY: " + ADMIN + "\r\n\r\n";
            poll.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> waitsFor("polls"));
        }
        comesAtOnce("polls");

        Listener socket = Listener.withKey(hub.url(), "/rpc", ADMIN);
        socket.say(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"acp.inbox\",\"params\":{\"agent_id\":\"calls\",\"wait\":30}}");
        await().atMost(PATIENCE).until(() -> waitsFor("calls"));
        socket.close();
        comesAtOnce("calls");
    }

    @Test
    void aCallThatWaitsIsRefusedOnceItsKeyIsRevoked() {
        String key = admin.makeKey("reader", "default", "acp:read,acp:write");
        CompletableFuture<Answer> poll =
                CompletableFuture.supplyAsync(() -> admin.with(key).get("/acp/inbox?agent_id=polls&wait=30"));
        await().atMost(PATIENCE).until(() -> waitsFor("polls"));
        admin.delete("/keys/" + key.split("_")[1]);
        refused(poll.join());
        comesAtOnce("polls");

        String other = admin.makeKey("asker", "default", "acp:read,acp:write");
        CompletableFuture<Answer> request = CompletableFuture.supplyAsync(
                () -> admin.with(other).post("/acp/request", message("answers", "\"id\":\"q\",\"ttl_ms\":30000,")));
        await().atMost(PATIENCE).until(() -> hasMail("answers"));
        admin.delete("/keys/" + other.split("_")[1]);
        refused(request.join());
    }

    @Test
    void aStopEndsWhatIsOpenProperly() {
        List<HttpResponse<Stream<String>>> streams = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        for (String path : List.of("/stream", "/telemetry/live", "/acp/inbox?agent_id=calls")) {
            streams.add(client.sendAsync(
                            admin.http()
                                    .request(path, "X-API-KEY", ADMIN, "Accept", EVENTS)
                                    .build(),
                            BodyHandlers.ofLines())
                    .join());
        }
        Listener socket = Listener.withKey(hub.url(), "/rpc", ADMIN);
        CompletableFuture<Answer> poll =
                CompletableFuture.supplyAsync(() -> admin.get("/acp/inbox?agent_id=polls&wait=30"));
        await().atMost(PATIENCE).until(() -> waitsFor("polls"));
        hub.stop();
        assertThat(hub.text()).contains("Heliograph has stopped.").doesNotContain("WARN", "ERROR");
        assertThat(poll.join().status()).isEqualTo(200);
        assertThat(poll.join().json().get("items")).isEmpty();
        for (HttpResponse<Stream<String>> stream : streams) {
            assertThat(stream.body().collect(Collectors.joining("\n")))
                    .as(stream.uri().toString())
                    .contains("event: end")
                    .contains("not-served");
        }
        assertThat(socket.closed().join()).startsWith("1001");
    }

    @Test
    void aStopTellsWhoWaitsForAnAnswerToAskAgain() {
        CompletableFuture<Answer> request = CompletableFuture.supplyAsync(
                () -> admin.post("/acp/request", message("answers", "\"id\":\"q\",\"ttl_ms\":30000,")));
        await().atMost(PATIENCE).until(() -> hasMail("answers"));
        hub.stop();
        assertThat(request.join().status()).isEqualTo(503);
        assertThat(request.join().headers().firstValue("Retry-After")).isPresent();
    }

    private boolean waitsFor(String agent) {
        return agent(agent).get("presence").asText().equals("online");
    }

    private boolean hasMail(String agent) {
        return agent(agent).get("waiting").asInt() == 1;
    }

    private JsonNode agent(String agent) {
        return admin.get("/agents/" + agent).json();
    }

    /** The first time, and not when it would be handed out again. */
    private void comesAtOnce(String agent) {
        await("the end of the call before")
                .atMost(PATIENCE)
                .until(() -> admin.get("/acp/inbox?agent_id=probe").status() == 200);
        assertThat(admin.post("/acp", message(agent, "")).status()).isEqualTo(202);
        JsonNode items =
                admin.get("/acp/inbox?agent_id=" + agent + "&wait=5").json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("attempt").asInt()).isEqualTo(1);
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().get("detail").asText()).contains("revoked");
    }

    private static String message(String to, String more) {
        return "{" + more + "\"type\":\"t\",\"to\":\"" + to
                + "\",\"payload\":{},\"timestamp\":\"2026-11-21T12:00:00Z\"}";
    }
}
