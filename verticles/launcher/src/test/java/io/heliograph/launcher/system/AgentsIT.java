package io.heliograph.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.testkit.Http;
import io.heliograph.testkit.Http.Answer;
import io.heliograph.testkit.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that the hub runs, as those see them who start and stop them. */
class AgentsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOOK = """
            agents:
              abc123:
                kind: process
                command: [sh, tick.sh]
                environment: {WHAT: tick}
              broken: {kind: process, command: [/nonexistent/program]}
              on-call: {kind: process, command: [sh, tick.sh], environment: {WHAT: call}, start_on_message: true}
              heart: {kind: simulator, profile: heart, interval: 100ms}
              card: {kind: simulator, profile: gpu, interval: 100ms}
              elsewhere: {kind: simulator, project: other}
            """;
    private static final String TICK = """
            echo "secret: $HELIOGRAPH_AUTH_API_KEY$TELEMETRY_API_KEY." >&2
            echo no event
            exec 3<&0
            while read -r order; do echo "order $order" >&2; done <&3 &
            while :; do
              echo "{\\"type\\":\\"$WHAT\\",\\"payload\\":{\\"pid\\":$$,\\"who\\":\\"$HELIOGRAPH_AGENT_ID\\"}}"
              sleep 0.1
            done
            """;

    private static final String PRESETS = "presets: {quiet: {summary: For nights., settings: {voice: false}}}";

    @TempDir
    Path directory;

    private Http http;

    @Test
    void agentsStartSendEndAndComeBackAsTheyAreTold() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve("agents.yaml"), BOOK);
        Files.writeString(directory.resolve("conf").resolve("presets.yaml"), PRESETS);
        Files.writeString(directory.resolve("tick.sh"), TICK);
        try (HubProcess hub = Hubs.run(directory)) {
            http = new Http(hub.url());
            theyStandStillUntilSomebodyStartsThem();
            aCommandStartsAProcessWhoseLinesAreEvents(hub);
            simulatorsMeasure();
            aMessageStartsWhoWaitsForOneAndHeFindsIt();
            whatCannotRunSaysWhyAndWhatIsNotThereIsNotFound();
            aProcessThatIsKilledComesBack();
            assertThat(status("card").get("status").asText()).isEqualTo("running");
            whatIsSaidToAllIsToldToEach(hub);
            whatAgentsSayOfThemselvesIsOnTheBoard();
            whoIsConnectedIsCommandedByMessagesAndGivesReceipts(hub);
            aPanicStopsAllAndLetsNoneStart();
        }
        try (HubProcess hub = Hubs.run(directory)) {
            http = new Http(hub.url());
            thePanicOutlivesARestartAndEndsWhenSomebodySaysSo(hub);
            stoppingEndsTheProcess();
        }
    }

    private void theyStandStillUntilSomebodyStartsThem() {
        JsonNode items = http.get("/agents/status").json().get("items");
        assertThat(items.findValuesAsText("agent_id")).containsExactly("abc123", "broken", "card", "heart", "on-call");
        assertThat(items.findValuesAsText("status")).containsOnly("stopped");
    }

    private void aCommandStartsAProcessWhoseLinesAreEvents(HubProcess hub) {
        String start = "{\"jsonrpc\":\"2.0\",\"method\":\"start_agent\",\"params\":{\"agent_id\":\"abc123\"},\"id\":1}";
        assertThat(http.post("/rpc", start).body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":{\"status\":\"started\"},\"id\":1}");
        assertThat(start("abc123").body()).isEqualTo("{\"status\":\"started\"}");
        await().atMost(PATIENCE).until(() -> lastPid() > 0);
        assertThat(lastEvent("abc123").get("payload").get("who").asText()).isEqualTo("abc123");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.text())
                        .contains("agent default/abc123: secret: .")
                        .contains("agent default/abc123: 1 of its lines are no events"));
    }

    private void simulatorsMeasure() {
        assertThat(start("heart").status()).isEqualTo(200);
        assertThat(start("card").status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> lastEvent("heart") != null && lastEvent("card") != null);
        JsonNode card = lastEvent("card");
        assertThat(card.get("type").asText()).isEqualTo("hardware.gpu");
        assertThat(card.get("payload").fieldNames())
                .toIterable()
                .containsExactly("temperature_c", "utilization_pct", "memory_used_mb", "memory_total_mb", "power_w");
        assertThat(lastEvent("heart").get("payload").get("hr").asInt()).isBetween(50, 130);
        assertThat(http.post("/agents/stop", "{\"agent_id\":\"heart\"}").body()).isEqualTo("{\"status\":\"stopped\"}");
        assertThat(status("heart").get("status").asText()).isEqualTo("stopped");
    }

    private void aMessageStartsWhoWaitsForOneAndHeFindsIt() {
        String message = "{\"type\":\"t\",\"to\":\"%s\",\"payload\":{},\"timestamp\":1}";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                http.post("/acp", message.formatted("on-call")).status())
                        .isEqualTo(202));
        await().atMost(PATIENCE)
                .until(() -> status("on-call").get("status").asText().equals("running"));
        assertThat(http.get("/acp/inbox?agent_id=on-call").json().get("items")).isNotEmpty();
        assertThat(http.post("/acp", message.formatted("abc123")).status())
                .as("the file does not say so of it")
                .isEqualTo(404);
        assertThat(http.post("/agents/stop", "{\"agent_id\":\"on-call\"}").status())
                .isEqualTo(200);
        assertThat(status("on-call").get("status").asText()).isEqualTo("stopped");
    }

    private void whatCannotRunSaysWhyAndWhatIsNotThereIsNotFound() {
        Answer broken = start("broken");
        assertThat(broken.status()).isEqualTo(502);
        assertThat(broken.json().get("code").asText()).isEqualTo("agent-failed");
        assertThat(broken.json().get("detail").asText()).isEqualTo("It ended with exit code 127.");
        assertThat(http.post("/agents/stop", "{\"agent_id\":\"broken\"}").status())
                .isEqualTo(200);
        for (String unknown : List.of("nobody", "elsewhere")) {
            assertThat(start(unknown).status()).as(unknown).isEqualTo(404);
            assertThat(http.get("/agents/status?agent_id=" + unknown).status()).isEqualTo(404);
        }
        assertThat(http.post("/agents/start", "{}").json().get("code").asText()).isEqualTo("missing-parameter");
        assertThat(http.post("/agents/start", "{\"agent_id\":7,\"command\":[\"rm\"]}")
                        .status())
                .isEqualTo(400);
    }

    private void aProcessThatIsKilledComesBack() {
        long pid = lastPid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> lastPid() != pid);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(status("abc123").get("status").asText()).isEqualTo("running"));
        assertThat(status("abc123").get("restarts").asInt()).isEqualTo(1);
    }

    private void whatIsSaidToAllIsToldToEach(HubProcess hub) {
        assertThat(http.post("/agents", "{\"agent_id\":\"remote\"}").status()).isEqualTo(200);
        Answer preset = http.post("/fleet/preset", "{\"preset\":\"quiet\"}");
        assertThat(preset.json().get("complete").asBoolean()).as(preset.body()).isTrue();
        assertThat(preset.json().get("agents").findValuesAsText("agent_id")).containsExactly("abc123", "card");
        Answer mute = http.post("/fleet/mute", "{\"scope\":\"abc*\",\"seconds\":600,\"reason\":\"night\"}");
        assertThat(mute.json().get("agents").findValuesAsText("agent_id")).containsExactly("abc123");
        assertThat(mute.json().get("agents").findValuesAsText("status")).containsExactly("told");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.text())
                        .contains(
                                "order {\"type\":\"fleet.state\",\"payload\":{\"version\":2,\"panic\":false,\"muted_until\":")
                        .contains("\"preset\":\"quiet\",\"settings\":{\"voice\":false}}"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(http.get("/acp/inbox?agent_id=remote").body())
                                .contains(
                                        "\"id\":\"fleet-state-2\"",
                                        "\"type\":\"fleet.state\"",
                                        "\"settings\":{\"voice\":false}"));
        JsonNode state = http.get("/fleet").json();
        assertThat(state.get("mutes").findValuesAsText("reason")).containsExactly("night");
        assertThat(http.post("/fleet/unmute", "{\"scope\":\"abc*\"}").status()).isEqualTo(200);
        assertThat(http.post("/fleet/unmute", "{\"scope\":\"abc*\"}").status()).isEqualTo(404);
        assertThat(http.post("/fleet/preset", "{\"preset\":\"loud\"}").status()).isEqualTo(404);
        assertThat(http.post("/fleet/mute", "{\"scope\":\"*\"}").status()).isEqualTo(400);
        assertThat(http.get("/fleet").json().get("mutes")).isEmpty();
    }

    private void whatAgentsSayOfThemselvesIsOnTheBoard() {
        http.post(
                "/events",
                "{\"type\":\"agent.status\",\"agent_id\":\"abc123\",\"persona\":\"lumi\",\"modules\":{\"ears\":\"on\"}}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                http.get("/status").json().path("persona").asText())
                        .isEqualTo("lumi"));
        JsonNode board = http.get("/status").json();
        assertThat(board.get("modules").toString()).isEqualTo("{\"ears\":\"on\"}");
        assertThat(board.get("memory").isNull()).isTrue();
        assertThat(board.get("hub").get("memory_used").asLong()).isPositive();
        http.post("/events", "{\"type\":\"agent.status\",\"agent_id\":\"abc123\",\"memory\":7}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                http.get("/status").json().path("memory").asInt())
                        .isEqualTo(7));
        JsonNode agent = http.get("/status").json().get("agents").get(0);
        assertThat(agent.get("persona").asText()).as("as it was said before").isEqualTo("lumi");
        assertThat(agent.get("modules").toString()).isEqualTo("{\"ears\":\"on\"}");
    }

    private void whoIsConnectedIsCommandedByMessagesAndGivesReceipts(HubProcess hub) {
        try (ConnectedAgent arm = ConnectedAgent.connect(hub.url(), "arm")) {
            // What held before it came.
            arm.acknowledge(arm.next("message").get("seq").asLong());
            arm.next("acked");
            CompletableFuture<Answer> started = CompletableFuture.supplyAsync(() -> start("arm"));
            answer(arm, "start", "{\"status\":\"started\"}");
            assertThat(started.join().body()).isEqualTo("{\"status\":\"started\"}");
            CompletableFuture<Answer> stopped =
                    CompletableFuture.supplyAsync(() -> http.post("/agents/stop", "{\"agent_id\":\"arm\"}"));
            answer(arm, "stop", "{\"error\":\"it is stuck\"}");
            assertThat(stopped.join().json().get("detail").asText()).isEqualTo("It answered: it is stuck");

            CompletableFuture<Answer> muted =
                    CompletableFuture.supplyAsync(() -> http.post("/fleet/mute", "{\"scope\":\"arm\",\"seconds\":60}"));
            JsonNode order = arm.next("message");
            assertThat(order.at("/message/type").asText()).isEqualTo("fleet.state");
            arm.acknowledge(order.get("seq").asLong());
            arm.next("acked");
            Answer receipt = muted.join();
            assertThat(receipt.json().get("complete").asBoolean())
                    .as(receipt.body())
                    .isTrue();
            assertThat(receipt.json().get("agents").findValuesAsText("agent_id"))
                    .containsExactly("arm");
            assertThat(http.post("/fleet/unmute", "{\"scope\":\"nobody\"}").status())
                    .isEqualTo(404);
        }
    }

    /** As an agent does that takes a command and says what came of it. */
    private static void answer(ConnectedAgent agent, String command, String payload) {
        JsonNode told = agent.next("message");
        JsonNode message = told.get("message");
        assertThat(message.get("type").asText()).isEqualTo("command");
        assertThat(message.at("/payload/command").asText()).isEqualTo(command);
        agent.acknowledge(told.get("seq").asLong());
        agent.next("acked");
        agent.say("{\"type\":\"command.done\",\"from\":\"arm\",\"correlation_id\":" + message.get("id")
                + ",\"payload\":" + payload + ",\"timestamp\":\"2026-11-21T12:00:00Z\"}");
        agent.next("sent");
    }

    private void aPanicStopsAllAndLetsNoneStart() {
        ProcessHandle process = ProcessHandle.of(lastPid()).orElseThrow();
        Answer panic = http.post("/fleet/panic", "{\"reason\":\"smoke\"}");
        assertThat(panic.json().get("complete").asBoolean()).as(panic.body()).isTrue();
        assertThat(panic.json().get("agents").findValuesAsText("status")).containsExactly("stopped", "stopped");
        assertThat(process.isAlive()).isFalse();
        assertThat(start("heart").json().get("code").asText()).isEqualTo("fleet-in-panic");
        assertThat(status("card").get("status").asText()).isEqualTo("halted");
    }

    private void thePanicOutlivesARestartAndEndsWhenSomebodySaysSo(HubProcess hub) {
        assertThat(http.get("/fleet").json().at("/panic/reason").asText()).isEqualTo("smoke");
        assertThat(status("abc123").get("status").asText()).isEqualTo("halted");
        Answer resumed = http.post("/fleet/resume", "");
        assertThat(resumed.json().get("agents").findValuesAsText("status"))
                .as(resumed.body())
                .containsExactly("started", "started");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.text()).contains("\"preset\":\"quiet\""));
        assertThat(http.get("/agents/status").json().findValuesAsText("status"))
                .containsExactly("running", "stopped", "running", "stopped", "stopped");
    }

    private void stoppingEndsTheProcess() {
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.of(lastPid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
        ProcessHandle process = ProcessHandle.of(lastPid()).orElseThrow();
        assertThat(http.post("/agents/stop", "{\"agent_id\":\"abc123\"}").status())
                .isEqualTo(200);
        assertThat(process.isAlive()).isFalse();
    }

    private Answer start(String agent) {
        return http.post("/agents/start", "{\"agent_id\":\"" + agent + "\"}");
    }

    private JsonNode status(String agent) {
        return http.get("/agents/status?agent_id=" + agent).json().get("items").get(0);
    }

    private JsonNode lastEvent(String agent) {
        return http.get("/events?limit=1&agent_id=" + agent).json().get("items").get(0);
    }

    private long lastPid() {
        JsonNode event = lastEvent("abc123");
        return event == null ? 0 : event.get("payload").get("pid").asLong();
    }
}
