package io.heliograph.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heliograph.contracts.operations.Caller;
import io.heliograph.contracts.problems.ProblemKind;
import io.heliograph.contracts.problems.Refused;
import io.heliograph.contracts.settings.Settings;
import io.heliograph.contracts.settings.Settings.Setting;
import io.heliograph.contracts.settings.Units;
import io.heliograph.testkit.TokenMaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that are fetched from somebody else, who changes them, is slow, large, wrong or away. */
class JwksSourceTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger fetched = new AtomicInteger();
    private final KeyPair old = TokenMaker.rsa();
    private final KeyPair fresh = TokenMaker.ec();
    private volatile Consumer<HttpServerRequest> issuer = publishing(TokenMaker.jwk("old", old.getPublic()));
    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private HttpServer server;
    private Tokens tokens;

    @BeforeEach
    void open() {
        server = wait(vertx.createHttpServer()
                .requestHandler(request -> {
                    fetched.incrementAndGet();
                    issuer.accept(request);
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            tokens.stop();
        }
        wait(vertx.close());
    }

    @Test
    void aKeyThatIsNewIsFetchedWhenATokenNamesIt() {
        start("20ms");
        assertThat(accepted(signedBy("old", now.plusSeconds(60)))).isTrue();
        issuer = publishing(TokenMaker.jwk("fresh", fresh.getPublic()));
        await().untilAsserted(() ->
                assertThat(accepted(signedBy("fresh", now.plusSeconds(60)))).isTrue());
        assertThat(accepted(signedBy("old", now.plusSeconds(60))))
                .as("what was remembered goes with the key that is gone")
                .isFalse();
    }

    @Test
    void tokensThatNameManyKeysAreFetchedForOnce() {
        start("1h");
        for (int i = 0; i < 200; i++) {
            assertThat(accepted(signedBy("key-" + i, now.plusSeconds(60)))).isFalse();
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void thoseWhoWaitForTheSameFetchAreAnsweredTogether() {
        start("20ms");
        List<HttpServerRequest> held = new ArrayList<>();
        issuer = held::add;
        await().until(() -> {
            tokens.authenticate(signedBy("fresh", now.plusSeconds(60)));
            return !held.isEmpty();
        });
        int before = fetched.get();
        List<Future<Caller>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(tokens.authenticate(signedBy("fresh", now.plusSeconds(60))));
        }
        publishing(TokenMaker.jwk("fresh", fresh.getPublic())).accept(held.get(0));
        waiting.forEach(each -> assertThat(wait(each).project()).isEqualTo("lab"));
        assertThat(fetched).hasValue(before);
    }

    @Test
    void anIssuerThatIsAwayMakesNobodysTokenWrong() {
        issuer = request -> request.response().setStatusCode(500).end();
        start("20ms");
        assertThat(problem(signedBy("old", now.plusSeconds(60)))).isEqualTo(ProblemKind.TOKEN_KEYS_UNAVAILABLE);
        issuer = publishing(TokenMaker.jwk("old", old.getPublic()));
        await().untilAsserted(() ->
                assertThat(accepted(signedBy("old", now.plusSeconds(60)))).isTrue());
        issuer = request -> request.connection().close();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            accepted(signedBy("other", now.plusSeconds(60)));
            return fetched.get() > 3;
        });
        assertThat(accepted(signedBy("old", now.plusSeconds(120))))
                .as("what was fetched last holds")
                .isTrue();
    }

    @Test
    void answersThatAreNoKeysChangeNothing() {
        start("20ms");
        for (String document : List.of(
                "",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[" + TokenMaker.jwk("x", fresh.getPublic()).replace("\"x\":\"", "\"x\":\"AA") + "]}",
                " ".repeat(100_000))) {
            int before = fetched.get();
            issuer = request -> request.response().end(document);
            await().until(() -> {
                accepted(signedBy("other", now.plusSeconds(60)));
                return fetched.get() > before;
            });
            assertThat(accepted(signedBy("old", now.plusSeconds(60)))).isTrue();
        }
    }

    @Test
    void itFollowsNoRedirect() {
        AtomicInteger elsewhere = new AtomicInteger();
        issuer = request -> {
            if (request.path().equals("/elsewhere")) {
                elsewhere.incrementAndGet();
            }
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/elsewhere")
                    .end();
        };
        start("20ms");
        assertThat(problem(signedBy("old", now.plusSeconds(60)))).isEqualTo(ProblemKind.TOKEN_KEYS_UNAVAILABLE);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void aRememberedTokenEndsAtItsTime() {
        start("1h");
        String token = signedBy("old", now.plusSeconds(60));
        assertThat(accepted(token)).isTrue();
        now = now.plusSeconds(89);
        assertThat(accepted(token)).as("within the leeway").isTrue();
        now = now.plusSeconds(1);
        assertThat(accepted(token)).isFalse();
    }

    private void start(String atMostEvery) {
        Map<String, Setting> values = new HashMap<>();
        Map.of(
                        "auth.jwt.jwks",
                        "http://127.0.0.1:" + server.actualPort() + "/keys",
                        "auth.jwt.issuer",
                        "i",
                        "auth.jwt.audience",
                        "a")
                .forEach((key, value) -> values.put(key, new Setting(value, "test")));
        Settings settings = new Settings(values, Map.of());
        JwtConfig asked = JwtConfig.from(settings);
        settings.finish();
        JwtConfig config = at(asked, Units.duration(atMostEvery));
        tokens = new Tokens(vertx, config, () -> now);
        wait(tokens.start());
    }

    /** The same, asking more often than an operator may choose. */
    private static JwtConfig at(JwtConfig config, Duration atMostEvery) {
        JwtConfig.Source jwks = config.jwks();
        return new JwtConfig(
                config.keys(),
                new JwtConfig.Source(jwks.at(), jwks.every(), atMostEvery, jwks.timeout(), jwks.maxSize()),
                config.issuer(),
                config.audience(),
                config.leeway(),
                config.maxLife(),
                config.maxSize(),
                config.remembered(),
                config.claims(),
                config.defaultProject());
    }

    private boolean accepted(String token) {
        return problem(token) == null;
    }

    private ProblemKind problem(String token) {
        return wait(tokens.authenticate(token)
                .map(caller -> (ProblemKind) null)
                .otherwise(cause -> ((Refused) cause).problem().kind()));
    }

    private String signedBy(String id, Instant end) {
        String claims = "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"s\",\"project\":\"lab\",\"exp\":%d}"
                .formatted(end.getEpochSecond());
        return id.equals("fresh")
                ? TokenMaker.es256("{\"alg\":\"ES256\",\"kid\":\"fresh\"}", claims, fresh.getPrivate())
                : TokenMaker.rs256("{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", claims, old.getPrivate());
    }

    private static Consumer<HttpServerRequest> publishing(String... keys) {
        return request -> request.response().end("{\"keys\":[" + String.join(",", keys) + "]}");
    }

    private static <T> T wait(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
