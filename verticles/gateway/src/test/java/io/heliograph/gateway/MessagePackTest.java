package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heliograph.contracts.events.AgentPage;
import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.events.LogPage;
import io.heliograph.contracts.hub.ClusterView;
import io.heliograph.contracts.hub.HubOperations;
import io.heliograph.contracts.json.Json;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.operations.Operation;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

class MessagePackTest {
    private static final String PACKED = "application/msgpack";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Event EVENT = new Event(
            "e",
            NOON,
            NOON,
            "t",
            null,
            "é",
            "default",
            new RawJson("{\"n\": 1.50, \"text\": \"hot\", \"list\": [1, {\"a\": null}]}"));

    @TempDir
    static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.allowed-origins=https://one.example,https://other.example");
        serve(EventOperations.QUERY, new EventPage(List.of(EVENT, EVENT), "more"));
        serve(EventOperations.HISTORY, new EventPage(List.of(), null));
        serve(
                EventOperations.AGENTS,
                new AgentPage(List.of(new AgentPage.Agent("a", NOON, NOON, 1L << 40, false, null, null, null)), null));
        serve(EventOperations.LOGS, new LogPage(List.of(new LogPage.LogLine("e", NOON, "warn", "ü", null, "a")), null));
        serve(HubOperations.CLUSTER, new ClusterView("node-1", "off", List.of()));
        await(doors.bus.serve(
                EventOperations.GET,
                (caller, wanted) -> wanted.id().equals("e")
                        ? Future.succeededFuture(EVENT)
                        : Future.failedFuture(new Refused(ProblemKind.NOT_FOUND, "There is none."))));
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events",
                "/events/e",
                "/events/other",
                "/events?limit=0",
                "/events/export?limit=1",
                "/telemetry/history?agent_id=a",
                "/telemetry/history",
                "/agents",
                "/logs",
                "/cluster",
                "/nowhere"
            })
    void everyAnswerSaysTheSameInBothFormats(String path) throws Exception {
        HttpResponse<byte[]> json = get(path, "*/*");
        HttpResponse<byte[]> packed = get(path, PACKED);
        assertThat(packed.statusCode()).isEqualTo(json.statusCode());
        assertThat(type(packed)).isEqualTo(PACKED);
        assertThat(type(json)).isEqualTo(json.statusCode() == 200 ? "application/json" : "application/problem+json");
        assertThat(withoutRequestId(Json.HTTP.readTree(unpack(packed).toJson())))
                .isEqualTo(withoutRequestId(Json.HTTP.readTree(json.body())));
    }

    @Test
    void aPayloadIsAMapAndItsIntegersAreIntegers() throws Exception {
        Value payload = member(unpack(get("/events/e", PACKED)), "payload");
        assertThat(member(payload, "n").isFloatValue()).isTrue();
        Value list = member(payload, "list");
        assertThat(list.asArrayValue().get(0).isIntegerValue()).isTrue();
        assertThat(list.asArrayValue().get(1).isMapValue()).isTrue();
    }

    @Test
    void receiptsAndRefusalsOfEventsComePackedToo() throws Exception {
        Value receipt = unpack(post("[{\"type\":\"a\"},{}]"));
        assertThat(receipt.toJson())
                .startsWith("{\"accepted\":1,\"rejected\":[{\"index\":1,\"code\":\"missing-field\"");
        HttpResponse<byte[]> refusal = post("{}");
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(member(unpack(refusal), "code").asStringValue().asString()).isEqualTo("missing-field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/msgpack                                  | application/msgpack",
                "application/x-msgpack                                | application/msgpack",
                "application/vnd.msgpack                              | application/msgpack",
                "application/msgpack, */*                             | application/msgpack",
                "application/msgpack;q=0.9, application/json;q=0.8    | application/msgpack",
                "application/json;q=0.8, application/msgpack;q=0.9    | application/msgpack",
                "text/html, application/msgpack;q=0.1                 | application/msgpack",
                "application/msgpack, application/json                | application/json",
                "application/json, application/msgpack                | application/json",
                "application/msgpack;q=0.8, application/json          | application/json",
                "application/msgpack;q=0.5, application/problem+json  | application/json",
                "application/msgpack;q=0.5, */*                       | application/json",
                "application/msgpack;q=0                              | application/json",
                "application/msgpack;q=0, */*                         | application/json",
                "text/msgpack                                         | application/json",
                "application/msgpackish                               | application/json",
                "application/msgpack;q=x                              | application/msgpack",
                "application/msgpack;;;q=,,;                          | application/msgpack",
                "*/*                                                  | application/json",
                "application/*                                        | application/json",
                "text/html                                            | application/json"
            })
    void theFormatIsTheOneThatAcceptPrefersAndJsonByDefault(String accept, String type) throws Exception {
        HttpResponse<byte[]> answer = get("/cluster", accept);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(type(answer)).isEqualTo(type);
    }

    @Test
    void cachesAreToldWhatTheAnswerDependsOn() throws Exception {
        for (String path : new String[] {"/events", "/events/other"}) {
            assertThat(get(path, "*/*").headers().allValues("Vary")).as(path).contains("Accept, Accept-Encoding");
        }
        HttpRequest fromPage = request("/events", "*/*")
                .header("Origin", "https://one.example")
                .build();
        assertThat(CLIENT.send(fromPage, BodyHandlers.ofByteArray()).headers().allValues("Vary"))
                .hasSize(2)
                .anyMatch(value -> value.equalsIgnoreCase("origin"));
    }

    private static <O extends Record> void serve(Operation<?, O> operation, O answer) {
        await(doors.bus.serve(operation, (caller, input) -> Future.succeededFuture(answer)));
    }

    private static HttpRequest.Builder request(String path, String accept) {
        return doors.http.request(path, "Accept", accept);
    }

    private static HttpResponse<byte[]> get(String path, String accept) throws Exception {
        return CLIENT.send(request(path, accept).build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String json) throws Exception {
        HttpRequest request = request("/events", PACKED)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    private static Value unpack(HttpResponse<byte[]> answer) throws IOException {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(answer.body())) {
            Value value = in.unpackValue();
            assertThat(in.hasNext()).isFalse();
            return value;
        }
    }

    private static Value member(Value map, String name) {
        return map.asMapValue().map().get(ValueFactory.newString(name));
    }

    private static JsonNode withoutRequestId(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            object.remove("request_id");
        }
        return answer;
    }
}
