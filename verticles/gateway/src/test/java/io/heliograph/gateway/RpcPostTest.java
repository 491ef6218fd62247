package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.testkit.Http.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP has to say about POST /rpc, and what becomes of a batch. */
class RpcPostTest {
    private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"method\":\"hub.version\",\"id\":1}";

    @TempDir
    Path directory;

    @Test
    void otherMethodsAreNotTaken() {
        try (Doors doors = Doors.open(directory)) {
            assertProblem(doors.http.get("/rpc"), 405, "method-not-allowed");
            assertProblem(doors.http.send(doors.http.request("/rpc").DELETE()), 405, "method-not-allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "Application/JSON-RPC",
                "application/jsonrequest"
            })
    void jsonIsTakenByAllItsNames(String type) {
        try (Doors doors = Doors.open(directory)) {
            assertThat(doors.http.post("/rpc", bytes(VERSION), type).body()).contains("\"result\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/msgpack",
                "application/json; charset=latin1",
                "application/json-seq",
                ""
            })
    void nothingElseIs(String type) {
        try (Doors doors = Doors.open(directory)) {
            assertProblem(doors.http.post("/rpc", bytes(VERSION), type), 415, "unsupported-media-type");
        }
    }

    @Test
    void aBodyOverTheLimitIsHttpsToRefuse() {
        try (Doors doors = Doors.open(directory, "http.body-limit=1KiB")) {
            assertProblem(doors.http.post("/rpc", VERSION + " ".repeat(1024)), 413, "body-too-large");
        }
    }

    @Test
    void whoIsNobodyIsToldByHttp() {
        try (Doors doors = Doors.open(directory, "auth.api-key=the key")) {
            assertProblem(doors.http.post("/rpc", VERSION), 401, "unauthenticated");
            assertThat(doors.http.post("/rpc", VERSION, "X-API-KEY", "the key").body())
                    .contains("\"result\"");
        }
    }

    @Test
    void anEmptyBodyIsNoMessage() {
        try (Doors doors = Doors.open(directory)) {
            assertThat(doors.http.post("/rpc", "").body()).contains("-32700");
        }
    }

    @Test
    void eventsCountInTheBalanceWhetherOrNotAnAnswerIsWanted() {
        try (Doors doors = Doors.open(directory)) {
            rpc(
                    doors,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"events.ingest\",\"params\":[{\"type\":\"a\",\"id\":\"1\"},{}],\"id\":1}");
            rpc(
                    doors,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"events.ingest\",\"params\":[{\"type\":\"a\",\"id\":\"1\"},{\"type\":\"b\"}]}");
            Figures figures = doors.balance.snapshot().get("default");
            assertThat(figures.received()).isEqualTo(4);
            assertThat(figures.accepted()).isEqualTo(2);
            assertThat(figures.rejected()).isEqualTo(1);
            assertThat(figures.repeated()).isEqualTo(1);
            assertThat(doors.journal.end()).isEqualTo(2);
        }
    }

    @Test
    void theBytesOfAnEventReachTheJournalAsTheyCame() throws IOException {
        String params = "{ \"type\":\"a\",\"payload\":{\"n\":1.50, \"big\":9007199254740993,\"t\":\"\\u00e9\"}}";
        try (Doors doors = Doors.open(directory)) {
            rpc(doors, "{\"jsonrpc\":\"2.0\",\"method\":\"events.ingest\",\"params\":" + params + ",\"id\":1}");
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> text(file))
                                .filter(text ->
                                        text.contains("{\"n\":1.50, \"big\":9007199254740993,\"t\":\"\\u00e9\"}")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aLimitRefusesWithAWaitAndIsCounted() {
        try (Doors doors = Doors.open(directory, "limits.events-per-second=1", "limits.burst=1s")) {
            String event = "{\"jsonrpc\":\"2.0\",\"method\":\"events.ingest\",\"params\":{\"type\":\"a\"},\"id\":1}";
            Answer all = rpc(doors, "[" + event + "," + event + "," + event + "]");
            List<JsonNode> refused = new ArrayList<>();
            all.json().forEach(answer -> {
                if (answer.has("error")) {
                    refused.add(answer.get("error"));
                }
            });
            assertThat(refused).isNotEmpty().allSatisfy(error -> {
                assertThat(error.get("code").asInt()).isEqualTo(4290);
                assertThat(error.get("data").get("code").asText()).isEqualTo("rate-limited");
                assertThat(error.get("data").get("retry_after").asInt()).isPositive();
            });
            assertThat(doors.refusals.snapshot().values()).containsExactly((long) refused.size());
        }
    }

    @Test
    void callsOfABatchRunTogetherButNotAllAtOnce() {
        Queue<Promise<EventPage>> held = new ConcurrentLinkedQueue<>();
        try (Doors doors = Doors.open(directory, "rpc.batch-calls=4")) {
            await(doors.bus.serve(EventOperations.QUERY, (caller, query) -> {
                Promise<EventPage> page = Promise.promise();
                held.add(page);
                return page.future();
            }));
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> rpc(doors, batch("events.query", "{}", 10)));
            int answered = 0;
            while (answered < 10) {
                int wanted = Math.min(4, 10 - answered);
                Awaitility.await().untilAsserted(() -> assertThat(held).hasSize(wanted));
                held.remove().complete(new EventPage(List.of(), "page " + answered++));
            }
            JsonNode all = answer.join().json();
            assertThat(all).hasSize(10);
            IntStream.range(0, 10)
                    .forEach(place ->
                            assertThat(all.get(place).get("id").asInt()).isEqualTo(place));
        }
    }

    @Test
    void aBatchIsAnsweredUntilItsAnswersAreTooLarge() {
        try (Doors doors = Doors.open(directory, "rpc.answer-limit=1KiB", "rpc.batch-calls=1")) {
            await(doors.bus.serve(
                    EventOperations.QUERY,
                    (caller, query) -> Future.succeededFuture(new EventPage(List.of(), "x".repeat(400)))));
            JsonNode all = rpc(doors, batch("events.query", "{}", 5)).json();
            List<Boolean> results = new ArrayList<>();
            all.forEach(answer -> results.add(answer.has("result")));
            assertThat(results).containsExactly(true, true, true, false, false);
            assertThat(all.get(4).get("error").get("data").get("code").asText()).isEqualTo("answer-too-large");
        }
    }

    @Test
    void theDocumentIsToldAndServed() {
        try (Doors doors = Doors.open(directory)) {
            JsonNode told = rpc(doors, "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.discover\",\"id\":1}")
                    .json()
                    .get("result");
            assertThat(told).isEqualTo(doors.http.get("/openrpc.json").json());
            assertThat(told.get("openrpc").asText()).isEqualTo("1.3.2");
            assertThat(told.get("methods").findValuesAsText("name"))
                    .contains("events.query", "events.ingest", "rpc.discover", "auth.login");
        }
    }

    private static String batch(String method, String params, int size) {
        return IntStream.range(0, size)
                .mapToObj(id -> "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":"
                        + id + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Answer rpc(Doors doors, String message) {
        return doors.http.post("/rpc", message);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKeyThatWouldKeepNoRepeatsOutIsRefused() {
        try (Doors doors = Doors.open(directory)) {
            Answer answer = doors.http.post("/rpc", bytes(VERSION), "application/json", "Idempotency-Key", "k1");
            assertProblem(answer, 400, "invalid-parameter");
            assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
