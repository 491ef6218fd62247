package io.heliograph.gateway;

import static io.heliograph.gateway.Doors.await;
import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.events.Event;
import io.heliograph.contracts.events.EventOperations;
import io.heliograph.contracts.events.EventPage;
import io.heliograph.contracts.json.RawJson;
import io.heliograph.contracts.problems.Problem;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.testkit.Http.Answer;
import io.vertx.core.Future;
import java.net.http.HttpRequest.BodyPublishers;
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

class AnswersTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Event EVENT =
            new Event("a/b é", NOON, NOON, "t", null, null, "default", new RawJson("{\"n\": 1.50}"));

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory);
        await(doors.bus.serve(
                EventOperations.QUERY,
                (caller, query) -> "fault".equals(query.type())
                        ? Future.failedFuture(new IllegalStateException("password=hunter2"))
                        : Future.succeededFuture(new EventPage(List.of(EVENT), null))));
        await(doors.bus.serve(
                EventOperations.GET,
                (caller, wanted) -> wanted.id().equals(EVENT.id())
                        ? Future.succeededFuture(EVENT)
                        : Future.failedFuture(new Refused(ProblemKind.NOT_FOUND, "There is no " + wanted.id()))));
        await(doors.bus.serve(
                EventOperations.AGENTS,
                (caller, query) -> Future.failedFuture(new Refused(
                        Problem.of(ProblemKind.DATABASE_UNAVAILABLE, "away").retryAfter(7)))));
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @Test
    void aPayloadLeavesAsItCame() {
        Answer answer = doors.http.get("/events?limit=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("\"payload\":{\"n\": 1.50}").endsWith("\"next\":null}");
    }

    @Test
    void anIdMayHoldWhatAPathMustEscape() {
        assertThat(doors.http.get("/events/a%2Fb%20%C3%A9").json().get("id").asText())
                .isEqualTo("a/b é");
    }

    @ParameterizedTest
    @CsvSource({
        "/events?limit=0,                400, invalid-parameter",
        "/events?limit=ten,              400, invalid-parameter",
        "/events?limit=1&limit=2,        400, invalid-parameter",
        "/events?limit=,                 400, invalid-parameter",
        "/events?order=up,               400, invalid-parameter",
        "/events?since=tomorrow,         400, invalid-parameter",
        "/events?agentid=a,              400, unknown-parameter",
        "/events/export?limit=1,         400, unknown-parameter",
        "/events/export?format=xml,      400, invalid-parameter",
        "/telemetry/history,             400, missing-parameter",
        "/events/%00,                    400, invalid-parameter",
        "/events/none,                   404, not-found",
        "/logs,                          503, not-served",
        "/agents,                        503, database-unavailable",
        "/nowhere,                       404, no-such-route",
        "/Events,                        404, no-such-route"
    })
    void whatCannotBeAnsweredIsAProblemWithItsOwnCode(String path, int status, String code) {
        Answer answer = doors.http.get(path);
        assertProblem(answer, status, code);
        boolean ofParameters = code.endsWith("-parameter");
        assertThat(answer.json().path("errors").size()).isEqualTo(ofParameters ? 1 : 0);
        assertThat(answer.json().get("instance").asText()).isEqualTo(path.replaceAll("\\?.*", ""));
        assertThat(answer.headers().firstValue("X-Request-Id"))
                .contains(answer.json().get("request_id").asText());
    }

    @Test
    void whenToComeBackIsSaid() {
        assertThat(doors.http.get("/agents").headers().firstValue("Retry-After"))
                .contains("7");
    }

    @Test
    void aFaultKeepsItsTextToItself() {
        Answer answer = doors.http.get("/events?type=fault");
        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("hunter2", "IllegalState");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/events           | DELETE  | GET, HEAD, POST",
                "/events/          | PUT     | GET, HEAD, POST",
                "/events/a         | POST    | GET, HEAD",
                "/events/a%2Fb     | POST    | GET, HEAD",
                "/metrics          | POST    | GET",
                "/metrics          | OPTIONS | GET",
                "/agents           | PATCH   | GET, HEAD, POST",
                "/keys/a           | GET     | DELETE",
                "/agents/a         | PUT     | DELETE, GET, HEAD",
                "/agents/status    | PUT     | DELETE, GET, HEAD",
                "/agents/a/heartbeat | GET   | POST",
                "/acp/inbox        | HEAD    | GET",
                "/rpc              | GET     | POST"
            })
    void aRouteSaysWhenItDoesNotTakeTheMethodAndWhichItTakes(String path, String method, String allowed) {
        Answer answer = doors.http.send(doors.http.request(path).method(method, BodyPublishers.noBody()));
        if (method.equals("HEAD")) {
            assertThat(answer.status()).isEqualTo(405);
        } else {
            assertProblem(answer, 405, "method-not-allowed");
            assertThat(answer.json().get("detail").asText()).contains(path, method);
        }
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/events", "/agents", "/events?limit=x", "/problems/not-found", "/problems/unheard-of"})
    void headIsAnsweredAsGetIsWithoutTheBody(String path) {
        Answer whole = doors.http.get(path);
        for (int time = 0; time < 2; time++) {
            Answer head = doors.http.send(doors.http.request(path).method("HEAD", BodyPublishers.noBody()));
            assertThat(head.status()).isEqualTo(whole.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(whole.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void aQueryThatCannotBeDecodedIsTheCallersMistake() {
        try (Wire wire = new Wire(doors.port)) {
            Wire.Answer answer = wire.request("GET /events?limit=%zz HTTP/1.1").answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid-parameter\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "req-1.2_3", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aPlainRequestIdIsKept(String id) {
        assertThat(doors.http.get("/events", "X-Request-Id", id).headers().allValues("X-Request-Id"))
                .containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<b>", "a\"b", "01234567890123456789012345678901234567890123456789012345678901234"})
    void anotherIsReplaced(String id) {
        assertThat(doors.http.get("/events", "X-Request-Id", id).headers().allValues("X-Request-Id"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void everyAnswerTellsBrowsersWhatNotToDo() {
        for (String path : new String[] {"/events", "/nowhere", "/health"}) {
            Answer answer = doors.http.get(path);
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(answer.headers().firstValue("Date")).isPresent();
        }
    }
}
