package io.heliograph.gateway;

import static io.heliograph.gateway.IngestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.testkit.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String KEY = "correct horse battery staple";
    private static final String ORIGIN = "https://dashboard.example";

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "auth.api-key=" + KEY, "http.allowed-origins=" + ORIGIN);
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @Test
    void theKeyOpensTheDoor() {
        assertThat(doors.http.get("/metrics", "X-API-KEY", KEY).status()).isEqualTo(200);
        assertThat(doors.http
                        .post("/events", "{\"type\":\"a\"}", "x-api-key", KEY)
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "correct horse battery stapl", "correct horse battery staplee", "Correct horse"})
    void anyOtherKeyDoesNot(String key) {
        assertProblem(doors.http.get("/metrics", "X-API-KEY", key), 401, "unauthenticated");
        long before = doors.journal.end();
        assertProblem(doors.http.post("/events", "{\"type\":\"a\"}", "X-API-KEY", key), 401, "unauthenticated");
        assertThat(doors.journal.end()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/events", "/events/export", "/agents", "/cluster", "/nowhere"})
    void withoutAKeyNothingIsToldNotEvenWhatExists(String path) {
        Answer answer = doors.http.get(path);
        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.body()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/docs", "/openapi.json", "/problems"})
    void theseAreOpenToEverybody(String path) {
        assertThat(doors.http.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//metrics",
                "/./metrics",
                "/metrics/",
                "/%6detrics",
                "/METRICS",
                "/health/../metrics",
                "/health/%2e%2e/metrics",
                "/health/..%2fmetrics",
                "/docs/../metrics",
                "/docs/..;/metrics",
                "/docs/%2e%2e%2fmetrics",
                "/health;/../metrics",
                "/health%00/../metrics",
                "/health?/../metrics#",
                "http://elsewhere/metrics",
                "*"
            })
    void noWayOfWritingThePathLeadsAroundTheKey(String path) {
        try (Wire wire = new Wire(doors.port)) {
            Wire.Answer answer = wire.request("GET " + path + " HTTP/1.1").answer();
            assertThat(answer.body()).doesNotContain("figures");
            assertThat(answer.status()).isLessThan(500);
        }
    }

    @Test
    void pagesOfTheListedOriginsMayReadTheAnswers() {
        for (Answer answer : new Answer[] {
            doors.http.get("/metrics", "Origin", ORIGIN, "X-API-KEY", KEY),
            doors.http.get("/metrics", "Origin", ORIGIN),
            doors.http.get("/health", "Origin", ORIGIN)
        }) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://dashboard.example.evil", "http://dashboard.example", "https://evil.example", "null"})
    void pagesOfOthersMayNot(String origin) {
        Answer answer = doors.http.get("/metrics", "Origin", origin, "X-API-KEY", KEY);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.body()).doesNotContain("figures");
    }

    @Test
    void aBrowserThatAsksBeforehandIsToldWhatItMaySend() {
        Answer answer = preflight(ORIGIN);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .containsIgnoringCase("x-api-key")
                .containsIgnoringCase("content-encoding")
                .containsIgnoringCase("idempotency-key");
        assertThat(preflight("https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void doorsThatOthersCanReachNeedAKey() {
        assertThat(problem(Map.of("http.host", "0.0.0.0")))
                .contains("http.host")
                .contains("auth.api-key");
        assertThat(problem(Map.of("http.allowed-origins", "*", "auth.api-key", KEY)))
                .contains("http.allowed-origins")
                .doesNotContain(KEY);
        GatewayConfig open = GatewayConfig.from(settings(Map.of("http.host", "0.0.0.0", "auth.api-key", KEY)));
        assertThat(open.host()).isEqualTo("0.0.0.0");
    }

    private static Answer preflight(String origin) {
        return doors.http.send(doors.http
                .request(
                        "/events",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-api-key, content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static String problem(Map<String, String> values) {
        Settings settings = settings(values);
        GatewayConfig.from(settings);
        return catchThrowableOfType(InvalidSettings.class, settings::finish).getMessage();
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, Setting> set = new HashMap<>();
        values.forEach((key, value) -> set.put(key, new Setting(value, "test")));
        return new Settings(set, Map.of());
    }
}
