package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heliograph.flow.Balance.Figures;
import io.heliograph.journal.JournalConfig;
import io.heliograph.journal.JournalConfig.OnDamage;
import io.heliograph.testkit.Http.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
    private static final String EVENT = "{\"type\":\"a\",\"payload\":{\"n\":1.50}}";

    @TempDir
    Path directory;

    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.open(directory);
    }

    @AfterEach
    void close() {
        doors.close();
    }

    @Test
    void anEventThatIsAcceptedIsInTheJournalWhenTheAnswerComes() {
        Answer answer = doors.http.post("/events", EVENT);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[],\"duplicates\":0}");
        assertThat(doors.journal.end()).isEqualTo(1);
        assertThat(figures()).isEqualTo(new Figures(1, 1, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void aBadEventDoesNotSpoilItsNeighbours() {
        Answer answer = doors.http.post("/events", "[" + EVENT + ",{\"type\":\"\"}," + EVENT + ",7]");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
        JsonNode rejected = answer.json().get("rejected");
        assertThat(rejected.findValuesAsText("index")).containsExactly("1", "3");
        assertThat(rejected.findValuesAsText("code")).containsExactly("empty-field", "not-an-object");
        assertThat(doors.journal.end()).isEqualTo(2);
        assertThat(figures()).isEqualTo(new Figures(4, 2, 2, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void aSingleBadEventIsAnsweredWithItsOwnProblem() {
        Answer answer = doors.http.post("/events", "{\"source\":\"s\"}");
        assertProblem(answer, 400, "missing-field");
        assertThat(answer.json().at("/rejected/0/index").asInt()).isZero();
        assertThat(answer.json().at("/rejected/0/code").asText()).isEqualTo("missing-field");
        assertThat(answer.json().get("accepted").asInt()).isZero();
        assertThat(doors.journal.end()).isZero();
    }

    @Test
    void severalBadEventsAreAnsweredWithTheProblemOfTheBatchAndTheReasonOfEach() {
        Answer answer = doors.http.post("/events", "[{},7]");
        assertProblem(answer, 400, "nothing-accepted");
        assertThat(answer.json().get("rejected").findValuesAsText("code"))
                .containsExactly("missing-field", "not-an-object");
        assertThat(figures()).isEqualTo(new Figures(2, 0, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void anEventThatIsSentAgainIsKnown() {
        String mine = "{\"type\":\"a\",\"id\":\"mine\"}";
        assertThat(doors.http.post("/events", mine).json().get("accepted").asInt())
                .isEqualTo(1);
        Answer again = doors.http.post("/events", mine);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo("{\"accepted\":0,\"rejected\":[],\"duplicates\":1}");
        assertThat(doors.journal.end()).isEqualTo(1);
        assertThat(figures()).isEqualTo(new Figures(2, 1, 0, 1, 0, 0, 0, 0, 1));
    }

    @Test
    void aRequestThatIsSentAgainUnderItsKeyIsKnown() {
        String two = "[" + EVENT + "," + EVENT + "]";
        assertThat(named("render-17", two).json().get("accepted").asInt()).isEqualTo(2);
        Answer again = named("render-17", two);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo("{\"accepted\":0,\"rejected\":[],\"duplicates\":2}");
        assertThat(named("render-18", two).json().get("accepted").asInt()).isEqualTo(2);
        assertThat(doors.journal.end()).isEqualTo(4);
    }

    @Test
    void aKeyThatNamesNothingIsRefused() {
        assertProblem(named("", EVENT), 400, "invalid-parameter");
        assertProblem(named("two words", EVENT), 400, "invalid-parameter");
        Answer twice = doors.http.post("/events", EVENT, "Idempotency-Key", "a", "Idempotency-Key", "b");
        assertProblem(twice, 400, "invalid-parameter");
        assertThat(twice.json().at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
        assertThat(doors.journal.end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n ", "{", "{\"type\":\"a\"} x", "[]", "{\"events\":[]}", "\u0000"})
    void aBodyThatIsNoBatchIsRefusedAsAWhole(String body) {
        Answer answer = doors.http.post("/events", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("code").asText()).isIn("empty-body", "malformed-json");
        assertThat(doors.journal.end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/x-ndjson",
                "application/ndjson ; a=b",
                "application/jsonl"
            })
    void theseContentTypesAreRead(String type) {
        assertThat(post(type).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "json",
                "application/json; charset=latin1",
                "application/json; charset=utf-16",
                "application/json; charset=utf-8859",
                ";"
            })
    void otherContentTypesAreNot(String type) {
        assertProblem(post(type), 415, "unsupported-media-type");
        assertThat(doors.journal.end()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/msgpack", "application/x-msgpack", "application/vnd.msgpack"})
    void messagePackIsRead(String type) {
        byte[] event = HexFormat.of().parseHex("82a474797065a161a16ecb3ff8000000000000");
        assertThat(doors.http.post("/events", event, type).status()).isEqualTo(202);
        Answer cut = doors.http.post("/events", Arrays.copyOf(event, event.length - 1), type);
        assertProblem(cut, 400, "malformed-messagepack");
        assertThat(cut.json().get("detail").asText()).contains("send all of them");
        assertThat(doors.journal.end()).isEqualTo(1);
    }

    @Test
    void aBodyWithoutAContentTypeIsTakenForJson() {
        try (Wire wire = new Wire(doors.port)) {
            wire.request("POST /events HTTP/1.1", "Content-Length: " + EVENT.length())
                    .send(EVENT);
            assertThat(wire.answer().status()).isEqualTo(202);
        }
    }

    @Test
    void whatIsMaskedNeverReachesTheDisk() throws IOException {
        byte[] packed = HexFormat.of().parseHex("82a474797065a161a6706173737764a768756e74657232");
        assertThat(doors.http.post("/events", packed, "application/msgpack").status())
                .isEqualTo(202);
        assertThat(doors.http
                        .post("/events", "{\"type\":\"a\",\"payload\":{\"pass\\u0077d\":[\"hunter2\"]}}")
                        .status())
                .isEqualTo(202);
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
            }
        }
        assertThat(doors.journal.end()).isEqualTo(2);
    }

    @Test
    void aJournalThatIsFullIsSaidAndNothingOfTheRequestIsKept(@TempDir Path small) {
        JournalConfig config = new JournalConfig(4_096, 2, 8_192, 0, 64 << 10, Duration.ZERO, OnDamage.STOP);
        String body = "{\"type\":\"a\",\"id\":\"mine\",\"payload\":{\"text\":\"" + "x".repeat(9_000) + "\"}}";
        try (Doors full = Doors.withJournal(small, config)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                Answer answer = full.http.post("/events", body);
                assertProblem(answer, 503, "journal-full");
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElseThrow()))
                        .isPositive();
            }
            assertThat(full.journal.end()).isZero();
            assertThat(full.balance.snapshot()).isEmpty();
        }
    }

    private Answer named(String key, String body) {
        return doors.http.post("/events", body, "Idempotency-Key", key);
    }

    private Answer post(String type) {
        return doors.http.post("/events", EVENT.getBytes(StandardCharsets.UTF_8), type);
    }

    private Figures figures() {
        return doors.balance.snapshot().get("default");
    }

    static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        for (String member : new String[] {"type", "title", "detail", "advice", "instance", "request_id"}) {
            assertThat(answer.json().path(member).asText()).as(member).isNotBlank();
        }
        assertThat(answer.json().get("type").asText()).isEqualTo("/problems/" + code);
    }
}
