package io.heliograph.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.testkit.TokenMaker;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S21: a token is worth what its times say by the clock as it is, whatever the clock was before. */
class ClockJumpsTest {
    private static final String SECRET = "0kX3-9wq_vT7uY2zB5nM8cL1sD4fG6hJ";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private Instant now = NOON;
    private final Tokens tokens = new Tokens(vertx, config(), () -> now);

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aTokenOfTenMinutesIsAcceptedWithinThemAndTheLeewayAndNeverElse() {
        String token = token(NOON, Duration.ofMinutes(10));
        Map<Duration, Boolean> accepted = new TreeMap<>();
        // Each way there and back, so that what is remembered is tried too.
        for (String jump :
                "PT0S PT-10S PT0S PT-1H PT0S P1D PT10M29S PT-30S PT10M31S PT-31S P-1D PT1H PT0S".split(" ")) {
            Duration by = Duration.parse(jump);
            now = NOON.plus(by);
            boolean isAccepted = tokens.authenticate(token).succeeded();
            assertThat(accepted.getOrDefault(by, isAccepted))
                    .as("again at " + by)
                    .isEqualTo(isAccepted);
            accepted.put(by, isAccepted);
        }
        accepted.forEach((by, isAccepted) -> assertThat(isAccepted)
                .as("at " + by)
                .isEqualTo(by.compareTo(Duration.ofSeconds(-30)) >= 0 && by.compareTo(Duration.ofSeconds(630)) < 0));
    }

    @Test
    void whatTheHolderKeepsOpenEndsWithTheTokenAsItIsNow() {
        now = NOON.minus(Duration.ofSeconds(10));
        assertThat(tokens.authenticate(token(NOON, Duration.ofMinutes(10)))
                        .result()
                        .expires())
                .isEqualTo(NOON.plus(Duration.ofSeconds(630)));
    }

    private static String token(Instant issued, Duration life) {
        String claims = "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"s\",\"project\":\"p\",\"iat\":%d,\"exp\":%d}"
                .formatted(issued.getEpochSecond(), issued.plus(life).getEpochSecond());
        return TokenMaker.hs256("{\"alg\":\"HS256\"}", claims, SECRET.getBytes(StandardCharsets.US_ASCII));
    }

    private static JwtConfig config() {
        Map<String, Setting> values = new TreeMap<>();
        Map.of("auth.jwt.secret", SECRET, "auth.jwt.issuer", "i", "auth.jwt.audience", "a", "auth.jwt.leeway", "30s")
                .forEach((key, value) -> values.put(key, new Setting(value, "test")));
        return JwtConfig.from(new Settings(values, Map.of()));
    }
}
