package io.heliograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heliograph.contracts.settings.InvalidSettings;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.testkit.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S11: which pages may use the hub. */
class CorsTest {
    private static final String GOOD = "https://good.example";

    @TempDir
    static Path directory;

    private static Doors doors;

    @BeforeAll
    static void open() {
        doors = Doors.open(directory, "http.allowed-origins=" + GOOD + ",http://localhost:5173");
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "https://evil.example",
                "http://good.example",
                "https://good.example:443",
                "https://good.example:8443",
                "https://good.example/",
                "https://good.example.",
                "https://good.example.evil.example",
                "https://evil-good.example",
                "https://evilgood.example",
                "https://sub.good.example",
                "https://good.example@evil.example",
                "https://good.example#.evil.example",
                "https://good.example?.evil.example",
                "https://good.example%00.evil.example",
                "https://good.example%60.evil.example",
                "https://good.example_.evil.example",
                "https://good.example, https://evil.example",
                "https://evil.example https://good.example",
                "https://good",
                "good.example",
                "//good.example",
                "file://",
                "chrome-extension://good.example",
                "https://goodXexample",
                "http://localhost",
                "http://localhost:5174",
                "http://localhost:51730",
                "http://127.0.0.1:5173",
                "http://[::1]:5173"
            })
    void pagesOfOthersAreRefusedUnread(String origin) {
        long before = doors.journal.end();
        for (Answer answer : new Answer[] {
            doors.http.get("/health", "Origin", origin),
            doors.http.post("/events", "{\"type\":\"a\"}", "Origin", origin),
            preflight(origin, "POST")
        }) {
            IngestTest.assertProblem(answer, 403, "foreign-origin");
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(answer.headers().allValues("Vary")).anyMatch(vary -> vary.equalsIgnoreCase("Origin"));
        }
        assertThat(doors.journal.end()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "http://localhost:5173"})
    void pagesOfTheListedOriginsMayReadTheAnswers(String origin) {
        Answer answer = doors.http.get("/health", "Origin", origin);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
        assertThat(answer.headers().allValues("Vary")).anyMatch(vary -> vary.equalsIgnoreCase("Origin"));
    }

    @Test
    void theHubsOwnPagesNeedNoListing() {
        String own = "http://127.0.0.1:" + doors.port;
        assertThat(doors.http.post("/events", "{\"type\":\"a\"}", "Origin", own).status())
                .isEqualTo(202);
        assertThat(doors.http.get("/health").headers().allValues("Vary"))
                .anyMatch(vary -> vary.equalsIgnoreCase("Origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
    void aBrowserThatAsksBeforehandIsTold(String method) {
        Answer answer = preflight(GOOD, method);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains(method);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "X-API-KEY", "Content-Type", "Idempotency-Key");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).isPresent();
    }

    @Test
    void anyPageIsLetInWithoutCredentialsOnly(@TempDir Path other) {
        try (Doors any = Doors.open(other, "http.allowed-origins=*")) {
            Answer answer = any.http.get("/health", "Origin", "https://evil.example");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://good.example/",
                "https://good.example/page",
                "good.example",
                "https://*.good.example",
                "https://user@good.example",
                "https://"
            })
    void whatIsNoOriginIsNotTakenAsSetting(String origin) {
        Settings settings = new Settings(Map.of("http.allowed-origins", new Setting(origin, "test")), Map.of());
        GatewayConfig.from(settings);
        assertThat(catchThrowableOfType(InvalidSettings.class, settings::finish))
                .hasMessageContaining("http.allowed-origins");
    }

    private static Answer preflight(String origin, String method) {
        return doors.http.send(doors.http
                .request(
                        "/events",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        "authorization, content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
